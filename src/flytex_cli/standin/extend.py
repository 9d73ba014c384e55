"""`flyte.extend`: what a plugin is made with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._image import Architecture
from ._image_build import ImageBuildEngine, ImageBuilder, ImageChecker
from ._initialize import is_initialized
from ._lazy_module import lazy_module
from ._resources import PRIMARY_CONTAINER_DEFAULT_NAME, Resources, pod_spec_from_resources
from ._serialization import CodeBundle
from ._task_function import AsyncFunctionTaskTemplate, RuntimeTaskTemplate
from ._task_plugins import TaskPluginRegistry
from ._task_template import TaskTemplate
from .errors import StandinRunsNothingError

if TYPE_CHECKING:
    from flyteidl2.core import tasks_pb2

__all__ = [
    "PRIMARY_CONTAINER_DEFAULT_NAME",
    "Architecture",
    "AsyncFunctionTaskTemplate",
    "ImageBuildEngine",
    "ImageBuilder",
    "ImageChecker",
    "RuntimeTaskTemplate",
    "TaskPluginRegistry",
    "TaskTemplate",
    "download_code_bundle",
    "get_proto_extended_resources",
    "get_proto_resources",
    "is_initialized",
    "lazy_module",
    "pod_spec_from_resources",
]


def get_proto_resources(resources: Resources | None) -> tasks_pb2.Resources | None:
    """Return resources as the message of a container's requests and limits."""
    from ._translate._resources import to_resources

    return to_resources(resources)


def get_proto_extended_resources(resources: Resources | None) -> tasks_pb2.ExtendedResources | None:
    """Return resources as the message of accelerator and shared memory."""
    from ._translate._resources import to_extended_resources

    return to_extended_resources(resources)


async def download_code_bundle(code_bundle: CodeBundle) -> Any:
    """Refuse: there is nothing to download from."""
    raise StandinRunsNothingError("flyte.extend.download_code_bundle")
