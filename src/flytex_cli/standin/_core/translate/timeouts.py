"""`metadata.timeout` (the run time) and `metadata.timeouts` (queue and deadline)."""

from __future__ import annotations

from flyteidl2.core import literals_pb2
from google.protobuf.duration_pb2 import Duration

from flytex_cli.standin._core.settings.timeout import TimeoutType, timeout_from_request

from .durations import to_bound
from .message import need


def to_max_runtime(timeout: TimeoutType | None) -> Duration | None:
    """Return the bound of the run time; unset when there is none."""
    return None if timeout is None else to_bound(timeout_from_request(timeout).max_runtime)


def to_timeout_strategy(timeout: TimeoutType | None) -> literals_pb2.TimeoutStrategy | None:
    """Return the bounds of queueing and of the whole; unset when there is neither."""
    if timeout is None:
        return None
    bounds = timeout_from_request(timeout)
    queued, deadline = to_bound(bounds.max_queued_time), to_bound(bounds.deadline)
    if queued is None and deadline is None:
        return None
    need(literals_pb2, "TimeoutStrategy")
    return literals_pb2.TimeoutStrategy(queued_timeout=queued, deadline=deadline)
