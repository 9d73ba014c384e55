"""`TaskSpec`: the task template, default inputs, short name and environment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flyteidl2.task import common_pb2, environment_pb2, task_definition_pb2

from flytex_cli.standin._core.context.serialization import SerializationContext

from .defaults import to_default_inputs
from .message import message
from .template import to_task_template

if TYPE_CHECKING:
    from flytex_cli.standin._core.context.task_context import TaskContext
    from flytex_cli.standin._core.task.template import TaskTemplate

MAX_NAME_LENGTH = 63
"""The backend's bound of short names and environment names; longer ones are cut."""


def to_task_spec(
    task: TaskTemplate[..., Any, Any],
    sctx: SerializationContext,
    *,
    default_inputs: Iterable[common_pb2.NamedParameter] | None = None,
    task_context: TaskContext | None = None,
) -> task_definition_pb2.TaskSpec:
    """Return the task as the backend gets it.

    Args:
        task: the task.
        sctx: version, place, code bundle and images.
        default_inputs: the defaults as messages; by default those of the task's interface.
        task_context: the context that links are made for; without one there are none.
    """
    environment = task.parent_env() if task.parent_env else None
    return message(
        task_definition_pb2.TaskSpec,
        task_template=to_task_template(task, sctx, task_context),
        default_inputs=to_default_inputs(task) if default_inputs is None else default_inputs,
        short_name=task.short_name[:MAX_NAME_LENGTH],
        environment=environment_pb2.Environment(name=environment.name[:MAX_NAME_LENGTH]) if environment else None,
    )
