"""Layers that install Python packages."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from flytex_cli.standin._core.image.layer import require_file
from flytex_cli.standin._core.image.pip_layers import PipPackages, PythonWheels, Requirements

from .context import Context
from .lines import bind, cache, run, secrets, words

INSTALL = "uv pip install --python $UV_PYTHON "


def packages(layer: PipPackages, context: Context) -> str:
    """Write the packages out, or mount the file that lists them."""
    mount, what = "", words(map(shlex.quote, layer.packages or ()))
    if isinstance(layer, Requirements):
        require_file(layer.file, "requirements file")
        mount, what = bind("requirements.txt", context.add(layer.file)), "--requirement requirements.txt"
    return run(cache(), mount, secrets(layer.secret_mounts), INSTALL + words([*layer.get_pip_install_args(), what]))


def wheels(layer: PythonWheels, context: Context) -> str:
    """Install the dependencies of a package, then the package itself from the folder of wheels."""
    for folder, _, names in sorted(os.walk(layer.wheel_dir, followlinks=True, onerror=_refuse)):
        for name in sorted(names):
            path = Path(folder, name)
            context.put(str(Path("dist") / path.relative_to(layer.wheel_dir)), path)
    shared = [*layer.get_pip_install_args(), "--find-links", "/dist"]
    mounts = (cache(name="wheel"), "--mount=source=/dist,target=/dist,type=bind", secrets(layer.secret_mounts))
    alone = ["--no-deps", "--no-index", "--reinstall"]
    return "".join(run(*mounts, INSTALL + words([*shared, *options, layer.package_name])) for options in ([], alone))


def _refuse(error: OSError) -> None:
    raise error
