"""Alias of the SDK's private module: the translation of a task, as releases before 2.5.18 called it."""

from __future__ import annotations

from typing import Any

from flytex_cli.standin._serialization import SerializationContext
from flytex_cli.standin._task_context import TaskContext
from flytex_cli.standin._translate import to_task_spec, to_task_template


def translate_task_to_wire(
    task: Any,
    serialization_context: SerializationContext,
    default_inputs: Any | None = None,
    task_context: TaskContext | None = None,
) -> Any:
    """Return the task's spec, with the default inputs that are given."""
    return to_task_spec(task, serialization_context, default_inputs=default_inputs or [], task_context=task_context)


get_proto_task = to_task_template
