"""Layers that install a pixi project, or what a pixi script declares."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from flytex_cli.standin._core.image.project_layers import PixiProject
from flytex_cli.standin._core.image.script_layers import PixiScript

from .context import Context
from .lines import cache, env, run, secrets, words

VERSION = "0.72.2"
PROGRAM = "/usr/local/bin/pixi"
FOLDER = "/opt/pixi-project"


def pixi_project(layer: PixiProject, context: Context) -> str:
    """Copy the manifest and the lock, or the whole project."""
    name = layer.manifest.name
    if layer.project_install_mode == "dependencies_only":
        copies = [f"COPY {context.add(layer.manifest)} {FOLDER}/{name}"]
        copies += [] if layer.pixi_lock is None else [f"COPY {context.add(layer.pixi_lock)} {FOLDER}/pixi.lock"]
    else:
        place = context.add(layer.manifest.parent)
        context.require(place, layer.manifest, name)
        if layer.pixi_lock is not None:
            context.require(place, layer.pixi_lock, "pixi.lock")
        copies = [f"COPY {place} {FOLDER}"]
    return _install(layer, name, copies, locked=layer.pixi_lock is not None)


def pixi_script(layer: PixiScript, context: Context) -> str:
    """Copy the manifest that a script amounts to, which the builder writes into a folder of its own."""
    manifest, lock = layer.render_manifest(), layer.pixi_lock
    digest = hashlib.sha256(manifest.encode())
    digest.update(b"" if lock is None else lock.read_bytes())
    folder = Path(tempfile.gettempdir(), f"flyte-pixi-script-{digest.hexdigest()[:16]}")
    place = context.generate(folder / "pixi.toml", layer.script, len(manifest.encode()))
    copies = [f"COPY {place} {FOLDER}/pixi.toml"]
    if lock is not None:
        place = context.generate(folder / "pixi.lock", layer.script, lock.stat().st_size)
        copies.append(f"COPY {place} {FOLDER}/pixi.lock")
    return _install(layer, "pixi.toml", copies, locked=lock is not None)


def _install(layer: PixiProject | PixiScript, manifest: str, copies: list[str], *, locked: bool) -> str:
    options = ["--locked"] if locked and "--frozen" not in (layer.extra_args or "") else []
    options += [layer.extra_args] if layer.extra_args else []
    inside = f"{FOLDER}/.pixi/envs/{layer.environment}"
    active = {
        "VIRTUAL_ENV": inside,
        "UV_PYTHON": f"{inside}/bin/python",
        "PIXI_PROJECT_MANIFEST": f"{FOLDER}/{manifest}",
        "PATH": f"{inside}/bin:$PATH",
    }
    install = run(
        cache("/root/.cache/rattler", "pixi"),
        secrets(layer.secret_mounts),
        f"pixi install --manifest-path {FOLDER}/{manifest}",
        f" --environment {layer.environment} {words(options)}",
    )
    lines = [f"COPY --from=ghcr.io/prefix-dev/pixi:{VERSION} {PROGRAM} {PROGRAM}", *copies]
    return (
        "\n".join(lines)
        + f"\n{install}\n"
        + "# Make the pixi environment the active runtime: the task entrypoint and any subsequent\n"
        + "# uv/pip layers resolve into it instead of the original virtualenv.\n"
        + env(active)
    )
