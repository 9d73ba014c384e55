"""Every layer of an image by name, loaded when it is first asked for: most images have none."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .pip_layers import PipOption, PipPackages, PythonWheels, Requirements
    from .pixi import subdirs
    from .plain_layers import AptPackages, Commands, Env, WorkDir
    from .project_layers import PixiProject, PoetryProject, UVProject
    from .script_layers import PixiScript, UVScript
    from .source_layers import CodeBundleLayer, CopyConfig, DockerIgnore

_LAZY = {
    "pip_layers": ("PipOption", "PipPackages", "PythonWheels", "Requirements"),
    "pixi": ("subdirs",),
    "plain_layers": ("AptPackages", "Commands", "Env", "WorkDir"),
    "project_layers": ("PixiProject", "PoetryProject", "UVProject"),
    "script_layers": ("PixiScript", "UVScript"),
    "source_layers": ("CodeBundleLayer", "CopyConfig", "DockerIgnore"),
}
_HOME = {name: module for module, names in _LAZY.items() for name in names}

__all__ = [
    "AptPackages",
    "CodeBundleLayer",
    "Commands",
    "CopyConfig",
    "DockerIgnore",
    "Env",
    "PipOption",
    "PipPackages",
    "PixiProject",
    "PixiScript",
    "PoetryProject",
    "PythonWheels",
    "Requirements",
    "UVProject",
    "UVScript",
    "WorkDir",
    "subdirs",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__package__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
