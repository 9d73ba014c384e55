"""The layers of an image, by the SDK's classes (2.12.1 `_image.py`)."""

from __future__ import annotations

LAYERS = {
    "AptPackages": ("apt", ("packages",)),
    "PipPackages": ("pip", ("packages",)),
    "Requirements": ("requirements", ("file",)),
    "Commands": ("run", ("commands",)),
    "Env": ("env", ("env_vars",)),
    "WorkDir": ("workdir", ("workdir",)),
    "CopyConfig": ("copy", ("src", "dst")),
    "UVProject": ("uv project", ("pyproject",)),
    "UVScript": ("uv script", ("script",)),
    "PoetryProject": ("poetry project", ("pyproject",)),
    "PixiProject": ("pixi project", ("manifest",)),
    "PythonWheels": ("wheels", ("wheel_dir", "package_name")),
    "DockerIgnore": ("docker ignore", ("path",)),
    "CodeBundleLayer": ("code bundle", ("copy_style", "dst")),
}
"""A word for each, and the fields that say what it brings."""

LISTS = {"PipPackages": "packages", "AptPackages": "packages", "Commands": "commands", "Env": "env_vars"}
"""Layers of which two in a row do what one does, and the field that holds what they do."""

FILES = frozenset(
    {"file", "src", "pyproject", "uvlock", "poetry_lock", "manifest", "pixi_lock", "script", "wheel_dir", "path"}
)
"""Fields that name files: what these hold is in the tag."""


def layer_word(kind: str) -> str:
    """Return what a person calls a layer."""
    return LAYERS[kind][0] if kind in LAYERS else kind
