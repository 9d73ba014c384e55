"""Alias of the SDK's private module: a trigger as message."""

from __future__ import annotations

from typing import Any

from flytex_cli.standin._translate import to_task_trigger as _to_task_trigger


async def to_task_trigger(t: Any, task_name: str, task_inputs: Any, task_default_inputs: Any) -> Any:
    """Return the trigger."""
    return _to_task_trigger(t, task_name, task_inputs, task_default_inputs)
