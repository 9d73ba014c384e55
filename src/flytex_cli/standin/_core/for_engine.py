"""All that the engine asks of the stand-in.

Importing this loads what nearly every module needs, for the processes that are forked from here to share; what few
need is loaded by the function that needs it.
"""

from __future__ import annotations

import contextlib
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flytex_cli.standin as flyte

from .common.version import version
from .context.serialization import ImageCache
from .environment import task_environment as _task_environment
from .image.registry import use_registry
from .sdk_modules import load_as_the_sdk
from .setup import initialize as _initialize
from .translate.defaults import to_default_inputs
from .translate.spec import to_task_spec
from .types import to_literal_type

if TYPE_CHECKING:
    from flytex_cli.facts.dockerfile import Dockerfile

    from .image.image import Image

__all__ = [
    "ImageCache",
    "deploy",
    "expect_deployments",
    "expect_modules",
    "files_of_folder",
    "flyte",
    "load_as_the_sdk",
    "note_settings",
    "noted",
    "to_app",
    "to_default_inputs",
    "to_dockerfile",
    "to_literal_type",
    "to_task_spec",
    "to_task_trigger",
    "use_registry",
    "version",
    "without_code_bundle",
]

_READ_BY_A_DEPLOYMENT = 3
"""So many arguments of a container a deployment reads, from the end."""

note_settings = _initialize.note

del _task_environment


@contextlib.contextmanager
def noted(**settings: Any) -> Iterator[None]:
    """Note settings within only, and load no type plugin there."""
    from .types import plugins

    with _initialize.noted(**settings), plugins.left_out():
        yield


def to_task_trigger(trigger: Any, task: Any, spec: Any) -> Any:
    """Return one of a task's triggers as its message."""
    from .translate import triggers

    return triggers.to_task_trigger(trigger, task.name, spec.task_template.interface.inputs, spec.default_inputs)


def to_app(app_env: Any, context: Any) -> Any:
    """Return an app as its message; values that only a cluster can tell are placeholders."""
    from .translate.app import definition

    return definition.to_app(app_env, context)


def expect_modules() -> None:
    """Import and look up, before any fork, what some of many modules need; public modules wait for who imports them."""
    from .app import environment  # noqa: F401
    from .common import lazy_module  # noqa: F401
    from .image import build, pip_layers, plain_layers, source_layers  # noqa: F401
    from .resolver import default  # noqa: F401
    from .run import run  # noqa: F401
    from .types import plugins

    plugins.look_through(sysconfig.get_paths()[name] for name in ("purelib", "platlib", "stdlib"))


def expect_deployments() -> None:
    """Import, before any fork, what `deploy` needs."""
    from .translate import deploy, triggers  # noqa: F401


def deploy(task: Any, context: Any, documented: bool = True, made: Any = None) -> tuple[Any, list[Any]]:
    """Return a task's spec with what a deployment adds, and its triggers.

    Args:
        documented: whether with its documentation, whose link to the source costs several git processes.
        made: the spec, where it need not be made.
    """
    from .translate.deploy import add_deployment_details, deployment_context, with_local_sys_paths
    from .translate.triggers import to_task_triggers

    if made is None and _initialize.get_init_config().sync_local_sys_paths:
        task = with_local_sys_paths(task, context.root_dir)
    spec = to_task_spec(task, context, task_context=deployment_context(context)) if made is None else made
    if documented:
        add_deployment_details(spec, task)
    if 0 < len(spec.task_template.container.args) < _READ_BY_A_DEPLOYMENT:
        raise IndexError("list index out of range")  # as SDK 2.12.1, whose progress message reads args[-3]
    return spec, to_task_triggers(task, spec)


def without_code_bundle(image: Image) -> Image:
    """Return an image without its code-bundle layers, as a deployment with a code bundle has it."""
    from .image.bundle import resolve_code_bundle_layer

    return resolve_code_bundle_layer(image, "loaded_modules", Path())


def to_dockerfile(image: Image) -> Dockerfile:
    """Return the Dockerfile that the SDK's local builder writes for an image with layers."""
    from .image import dockerfile

    return dockerfile.to_dockerfile(image)


def files_of_folder(folder: Path) -> dict[str, tuple[Path, int]]:
    """Return the files that Docker takes from a folder, by their path in it, each with its size."""
    from .image.dockerfile.context import files_of_folder as files

    return files(folder)
