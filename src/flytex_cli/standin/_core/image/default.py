"""The default image: the released one, or the recipe it is built by."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Literal

from flytex_cli.standin._core.common.version import version

from .registry import BASE_REGISTRY, push_registry

if TYPE_CHECKING:
    from .image import Image

Architecture = Literal["linux/amd64", "linux/arm64"]
PythonVersion = tuple[int, int]

DEFAULT_PLATFORMS: tuple[Architecture, ...] = ("linux/amd64", "linux/arm64")
DEFAULT_NAME = "flyte"

# What the recipe says enters the image's hash: these are the SDK's own lines (2.12.1).
_LABELS = (
    "LABEL org.opencontainers.image.authors='Union.AI <info@union.ai>'",
    "LABEL org.opencontainers.image.source=https://github.com/flyteorg/flyte",
)
CREATE_USER = (
    "if ! id -u flyte >/dev/null 2>&1; then useradd --create-home --shell /bin/bash flyte; fi &&"
    " mkdir -p /home/flyte && chown -R flyte:flyte /home/flyte && chown -R flyte:flyte /root"
)
_ENVIRONMENT = {
    "VIRTUAL_ENV": "/opt/venv",
    "PATH": "/opt/venv/bin:$PATH",
    "PYTHONPATH": "/root",
    "UV_LINK_MODE": "copy",
}


def current_python() -> PythonVersion:
    """Return major and minor version of the running Python: the default image has the same."""
    return sys.version_info.major, sys.version_info.minor


def default_image(
    image: type[Image],
    python_version: PythonVersion,
    flyte_version: str | None,
    install_flyte: bool,
    platform: tuple[Architecture, ...] | None,
) -> Image:
    """Return the default image for a Python and a Flyte version.

    A released Flyte version has a released image. Without Flyte, and for a development version, the image is built.
    """
    sdk_version = flyte_version or version().replace("+", "-")
    development = install_flyte and flyte_version is None and "dev" in sdk_version
    python = f"py{python_version[0]}.{python_version[1]}"
    common = {
        "registry": push_registry(),
        "name": DEFAULT_NAME,
        "python_version": python_version,
        "platform": DEFAULT_PLATFORMS if platform is None else platform,
        "extendable": True,
    }
    if install_flyte and not development:
        tag = f"{python}-{sdk_version if sdk_version.startswith('v') else 'v' + sdk_version}"
        return image._new(base_image=f"{BASE_REGISTRY}/{DEFAULT_NAME}:{tag}", **common)
    from .plain_layers import Commands, WorkDir, _DockerLines

    recipe = image._new(base_image=f"python:{python_version[0]}.{python_version[1]}-slim-bookworm", **common)
    for layer in (_DockerLines(_LABELS), Commands((CREATE_USER,)), WorkDir("/home/flyte")):
        recipe = recipe.clone(addl_layer=layer)
    recipe = recipe.with_env_vars(_ENVIRONMENT).with_apt_packages("build-essential", "ca-certificates")
    if development:
        released = re.match(r"[0-9.]*[0-9]", sdk_version)
        return recipe.with_pip_packages(f"flyte<{released[0] if released else sdk_version}")
    return recipe._replace(_tag=python)
