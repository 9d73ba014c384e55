"""Container images: `flyte.Image` and its layers, with the URIs that the SDK gives them."""

from __future__ import annotations

from ._bundle import resolve_code_bundle_layer
from ._default import Architecture
from ._image import DEFAULT_REF_NAME, Image
from ._layer import Layer
from ._layered import DIST_FOLDER
from ._pip_layers import PipOption, PipPackages, PythonWheels, Requirements
from ._plain_layers import AptPackages, Commands, Env, WorkDir
from ._project_layers import PixiProject, PoetryProject, UVProject
from ._registry import push_registry, use_registry
from ._script_layers import PixiScript, UVScript
from ._source_layers import CodeBundleLayer, CopyConfig, DockerIgnore

# Pickled classes and printed types say where the SDK has them: in one module.
for _class in (Image, *Layer.__subclasses__(), *PipOption.__subclasses__(), *PipPackages.__subclasses__(), PipOption):
    _class.__module__ = __name__
del _class

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
    "use_registry",
]
