"""The translation under the names that the SDK's private modules `flyte._internal.runtime.*_serde` have for it."""

from __future__ import annotations

from typing import Any

from flytex_cli.standin._core.context.serialization import SerializationContext
from flytex_cli.standin._core.context.task_context import TaskContext

from . import triggers
from .interface import typed_interface as transform_native_to_typed_interface
from .resources import to_extended_resources as get_proto_extended_resources
from .resources import to_resources as get_proto_resources
from .spec import to_task_spec
from .template import to_task_template as get_proto_task

__all__ = [
    "get_proto_extended_resources",
    "get_proto_resources",
    "get_proto_task",
    "to_task_trigger",
    "transform_native_to_typed_interface",
    "translate_task_to_wire",
]


def translate_task_to_wire(
    task: Any,
    serialization_context: SerializationContext,
    default_inputs: Any | None = None,
    task_context: TaskContext | None = None,
) -> Any:
    """Return a task's spec with the given default inputs, as releases before 2.5.18 do."""
    return to_task_spec(task, serialization_context, default_inputs=default_inputs or [], task_context=task_context)


async def to_task_trigger(t: Any, task_name: str, task_inputs: Any, task_default_inputs: Any) -> Any:
    """Return a trigger as its message."""
    return triggers.to_task_trigger(t, task_name, task_inputs, task_default_inputs)
