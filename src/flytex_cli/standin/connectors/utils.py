"""Helpers of connectors."""

from __future__ import annotations

from typing import Any

_PHASES = {
    "FAILED": ("failed", "timeout", "timedout", "canceled", "cancelled", "skipped"),
    "RETRYABLE_FAILED": ("internal_error",),
    "SUCCEEDED": ("done", "succeeded", "success", "completed"),
    "RUNNING": ("running", "terminating"),
    "INITIALIZING": ("pending",),
}


def convert_to_flyte_phase(state: str) -> Any:
    """Return the phase of a service's word for it."""
    from flyteidl2.core.execution_pb2 import TaskExecution

    for phase, words in _PHASES.items():
        if state.lower() in words:
            return TaskExecution.Phase.Value(phase)
    raise ValueError(f"{state!r} is no state that a phase is known for")


def is_terminal_phase(phase: Any) -> bool:
    """Say whether nothing follows the phase."""
    from flyteidl2.core.execution_pb2 import TaskExecution

    return phase in (TaskExecution.SUCCEEDED, TaskExecution.ABORTED, TaskExecution.FAILED)
