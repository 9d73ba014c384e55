"""Container images: `flyte.Image` and its layers, with the URIs that the SDK gives them.

Layers are loaded when they are first asked for: most images have none.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ._default import Architecture
from ._image import DEFAULT_REF_NAME, Image
from ._layer import Layer
from ._layered import DIST_FOLDER
from ._registry import push_registry, use_registry

if TYPE_CHECKING:
    from ._bundle import resolve_code_bundle_layer
    from ._pip_layers import PipOption, PipPackages, PythonWheels, Requirements
    from ._pixi import subdirs
    from ._plain_layers import AptPackages, Commands, Env, WorkDir
    from ._project_layers import PixiProject, PoetryProject, UVProject
    from ._script_layers import PixiScript, UVScript
    from ._source_layers import CodeBundleLayer, CopyConfig, DockerIgnore

Image.__module__ = __name__  # pickled, and printed, it lies where the SDK has it

_LAZY = {
    "_bundle": ("resolve_code_bundle_layer",),
    "_pip_layers": ("PipOption", "PipPackages", "PythonWheels", "Requirements"),
    "_pixi": ("subdirs",),
    "_plain_layers": ("AptPackages", "Commands", "Env", "WorkDir"),
    "_project_layers": ("PixiProject", "PoetryProject", "UVProject"),
    "_script_layers": ("PixiScript", "UVScript"),
    "_source_layers": ("CodeBundleLayer", "CopyConfig", "DockerIgnore"),
}
_HOME = {name: module for module, names in _LAZY.items() for name in names}

__all__ = [
    "DEFAULT_REF_NAME",
    "DIST_FOLDER",
    "AptPackages",
    "Architecture",
    "CodeBundleLayer",
    "Commands",
    "CopyConfig",
    "DockerIgnore",
    "Env",
    "Image",
    "Layer",
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
    "push_registry",
    "resolve_code_bundle_layer",
    "subdirs",
    "use_registry",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
