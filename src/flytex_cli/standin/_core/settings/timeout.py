"""Time bounds of a task. Fills `metadata.timeout` and `metadata.timeouts`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any


@dataclass
class Timeout:
    """Three independent bounds; each is a timedelta or seconds, and None or zero means none.

    Attributes:
        max_runtime: of one attempt, once it runs.
        max_queued_time: of one attempt, before it runs.
        deadline: of all attempts together.
    """

    max_runtime: timedelta | int | None = None
    max_queued_time: timedelta | int | None = None
    deadline: timedelta | int | None = None


TimeoutType = Timeout | int | timedelta


def timeout_from_request(timeout: Any) -> Timeout:
    """Return the Timeout of `timeout=`: bare seconds or a bare timedelta bound the run time."""
    if isinstance(timeout, Timeout):
        return timeout
    if isinstance(timeout, int):
        return Timeout(max_runtime=timedelta(seconds=timeout))
    if isinstance(timeout, timedelta):
        return Timeout(max_runtime=timeout)
    raise ValueError(f"timeout must be seconds (int), a timedelta or a flyte.Timeout, got {timeout!r}")
