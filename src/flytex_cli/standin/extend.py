"""`flyte.extend`: what a plugin is made with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flytex_cli.standin._core.common.lazy_module import lazy_module
from flytex_cli.standin._core.context.serialization import CodeBundle
from flytex_cli.standin._core.errors import StandinRunsNothingError
from flytex_cli.standin._core.image.build import ImageBuildEngine, ImageBuilder, ImageChecker
from flytex_cli.standin._core.image.default import Architecture
from flytex_cli.standin._core.pod.spec import PRIMARY_CONTAINER_DEFAULT_NAME, pod_spec_from_resources
from flytex_cli.standin._core.resources.resources import Resources
from flytex_cli.standin._core.setup.initialize import is_initialized
from flytex_cli.standin._core.task.function import AsyncFunctionTaskTemplate, RuntimeTaskTemplate
from flytex_cli.standin._core.task.plugins import TaskPluginRegistry
from flytex_cli.standin._core.task.template import TaskTemplate

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
    from flytex_cli.standin._core.translate.resources import to_resources

    return to_resources(resources)


def get_proto_extended_resources(resources: Resources | None) -> tasks_pb2.ExtendedResources | None:
    """Return resources as the message of accelerator and shared memory."""
    from flytex_cli.standin._core.translate.resources import to_extended_resources

    return to_extended_resources(resources)


async def download_code_bundle(code_bundle: CodeBundle) -> Any:
    """Refuse: there is nothing to download from."""
    raise StandinRunsNothingError("flyte.extend.download_code_bundle")
