"""`RetryStrategy` and its backoff."""

from __future__ import annotations

from typing import Any

from flyteidl2.core import literals_pb2

from flytex_cli.standin._core.settings.retry import Backoff, retries_from_request

from .durations import to_duration
from .message import need


def to_retry_strategy(retries: Any) -> literals_pb2.RetryStrategy | None:
    """Return the strategy of a task's retries."""
    strategy = retries_from_request(retries)
    if strategy is None:
        return None
    if strategy.backoff is None:
        return literals_pb2.RetryStrategy(retries=strategy.count)
    need(literals_pb2, "Backoff")
    return literals_pb2.RetryStrategy(retries=strategy.count, backoff=_to_backoff(strategy.backoff))


def _to_backoff(backoff: Backoff) -> literals_pb2.Backoff:
    return literals_pb2.Backoff(base=to_duration(backoff.base), factor=backoff.factor, cap=to_duration(backoff.cap))
