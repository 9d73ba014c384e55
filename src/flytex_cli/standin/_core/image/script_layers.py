"""Layers that install what a script declares."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from .hashing import Hasher, Ignored, hash_file, hash_text
from .layer import Layer, SecretMounts, require_file
from .pip_layers import PipOption
from .pixi import check_platforms, parse_pixi_script, render_manifest
from .project_layers import UVProject
from .scripts import parse_uv_script


def _require_script(script: Path, what: str) -> None:
    require_file(script, what)
    if script.suffix != ".py":
        raise ValueError(f"{what} {script} of the image must have the extension .py")


@dataclass(frozen=True)
class UVScript(PipOption, Layer):
    """A script that `uv run --script` can run."""

    script: Path
    script_name: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "script_name", self.script.name)

    def validate(self) -> None:
        _require_script(self.script, "uv script")

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        metadata = parse_uv_script(self.script)
        hasher.update(str((metadata,)).encode())
        self._hash_options(hasher)
        for folder in map(Path, metadata.pyprojects):
            lock = folder / "uv.lock"
            UVProject(
                pyproject=folder / "pyproject.toml",
                uvlock=lock if lock.exists() else None,
                project_install_mode="install_project",
            ).update_hash(hasher, ignore)


@dataclass(frozen=True)
class PixiScript(Layer):
    """A script that `pixi run --script` can run; it is installed as the pixi project it amounts to."""

    script: Path
    script_name: str = field(init=False)
    platforms: tuple[str, ...] = ("linux-64",)
    environment: str = "default"
    extra_args: str | None = None
    secret_mounts: SecretMounts = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "script_name", self.script.name)
        super().__post_init__()

    @property
    def pixi_lock(self) -> Path | None:
        """The lock file beside the script, `<script>.pixi.lock`, if there is one."""
        lock = self.script.with_name(f"{self.script.name}.pixi.lock")
        return lock if lock.exists() else None

    def validate(self) -> None:
        _require_script(self.script, "pixi script")
        check_platforms(parse_pixi_script(self.script), self.platforms)

    def render_manifest(self) -> str:
        """Return the `pixi.toml` the script amounts to."""
        return render_manifest(parse_pixi_script(self.script), self.platforms)

    def update_hash(self, hasher: Hasher, ignore: Ignored | None = None) -> None:
        hash_text(hasher, self.render_manifest(), self.environment, self.extra_args, self.secret_mounts)
        if self.pixi_lock is not None:
            hash_file(hasher, self.pixi_lock, "pixi lock file")
