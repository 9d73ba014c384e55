"""`flyte.custom_context`: strings handed down to all tasks called within."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .context import ctx, internal_ctx

KICKOFF_TIME_KEY = "_u_kickoff_time_input_arg"
"""Key under which a scheduled trigger says which input gets the time."""

PRODUCED_ARTIFACTS_KEY = "_u_produced_artifacts"
"""Key under which `flyte.artifacts.produces` says which outputs are artifacts."""

_RESERVED_KEYS = frozenset({KICKOFF_TIME_KEY, PRODUCED_ARTIFACTS_KEY})


def get_custom_context() -> dict[str, str]:
    """Return what was handed down; nothing outside of a task."""
    task = ctx()
    if not task or task.custom_context is None:
        return {}
    return {key: value for key, value in task.custom_context.items() if key not in _RESERVED_KEYS}


@contextmanager
def custom_context(**context: str) -> Iterator[None]:
    """Hand strings down to the tasks called in this block; outside of a task nothing happens."""
    current = internal_ctx()
    task = current.data.task_context
    if task is None:
        yield
        return
    with current.replace_task_context(task.replace(custom_context={**task.custom_context, **context})):
        yield
