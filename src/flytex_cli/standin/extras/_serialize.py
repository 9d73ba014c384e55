"""`flyte.extras.serialize`: a task's spec, offline."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING, Any

from flytex_cli.standin._core.context.serialization import SerializationContext

if TYPE_CHECKING:
    from flyteidl2.task import task_definition_pb2

    from flytex_cli.standin._core.environment.task_environment import TaskEnvironment
    from flytex_cli.standin._core.task.template import TaskTemplate


def _default_context() -> SerializationContext:
    """Without a code bundle: the module is taken to be in the image, named from the working directory."""
    return SerializationContext(version="serialized", root_dir=pathlib.Path.cwd())


def serialize(
    task: TaskTemplate[..., Any, Any], ctx: SerializationContext | None = None
) -> task_definition_pb2.TaskSpec:
    """Return the task's spec, with its default inputs."""
    from flytex_cli.standin._core.translate import to_task_spec

    return to_task_spec(task, ctx or _default_context())


def serialize_env(env: TaskEnvironment, ctx: SerializationContext | None = None) -> list[task_definition_pb2.TaskSpec]:
    """Return the specs of all of the environment's tasks."""
    shared = ctx or _default_context()
    return [serialize(task, shared) for task in env.tasks.values()]
