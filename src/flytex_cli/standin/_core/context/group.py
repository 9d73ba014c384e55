"""`flyte.group`: calls within are shown together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .context import internal_ctx
from .task_context import GroupData


@contextmanager
def group(name: str) -> Iterator[None]:
    """Put the calls of this block under a name; outside of a task nothing happens."""
    current = internal_ctx()
    task = current.data.task_context
    if task is None:
        yield
        return
    with current.replace_task_context(task.replace(group_data=GroupData(name))):
        yield
