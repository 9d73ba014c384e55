"""`RetryStrategy` and its backoff."""

from __future__ import annotations

from typing import Any

from flyteidl2.core import literals_pb2

from flytex_cli.standin._retry import Backoff, retries_from_request

from ._durations import to_duration


def to_retry_strategy(retries: Any) -> literals_pb2.RetryStrategy | None:
    """Return the strategy of a task's retries."""
    strategy = retries_from_request(retries)
    if strategy is None:
        return None
    message = literals_pb2.RetryStrategy(retries=strategy.count)
    if strategy.backoff is not None:
        message.backoff.CopyFrom(_to_backoff(strategy.backoff))
    return message


def _to_backoff(backoff: Backoff) -> literals_pb2.Backoff:
    return literals_pb2.Backoff(base=to_duration(backoff.base), factor=backoff.factor, cap=to_duration(backoff.cap))
