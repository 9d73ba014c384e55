"""Retries of a task: how many, and how far apart. Fills `metadata.retries`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

_ZERO = timedelta(0)


@dataclass(frozen=True)
class Backoff:
    """Wait `base * factor**n`, at most `cap`, before the n-th retry (counted from 0).

    Attributes:
        base: the first wait, zero or more.
        factor: growth from one retry to the next, 1.0 (constant) or more.
        cap: the longest wait; required when the wait grows.
    """

    base: timedelta
    factor: float = 1.0
    cap: timedelta | None = None

    def __post_init__(self) -> None:
        if self.base < _ZERO:
            raise ValueError(f"Backoff.base must be zero or more, got {self.base}")
        factor: Any = self.factor
        if not isinstance(factor, (int, float)) or not math.isfinite(factor):
            raise ValueError(f"Backoff.factor must be a finite number, got {factor!r}")
        if factor < 1.0:
            raise ValueError(f"Backoff.factor must be 1.0 or more, got {factor}")
        if self.cap is not None and self.cap < _ZERO:
            raise ValueError(f"Backoff.cap must be zero or more, got {self.cap}")
        if factor > 1.0 and self.cap is None:
            raise ValueError("Backoff.cap is required when factor is more than 1.0, or the wait grows without end")

    def compute_delay(self, n: int) -> timedelta:
        """Return the wait before the n-th retry."""
        if n < 0:
            raise ValueError(f"the retry index must be zero or more, got {n}")
        try:
            delay: timedelta = self.base * (self.factor**n)
        except OverflowError:
            # Only a growing wait overflows, and a growing wait has a cap.
            if self.cap is None:
                raise
            return self.cap
        return delay if self.cap is None else min(delay, self.cap)


@dataclass
class RetryStrategy:
    """The user's retries: `count` of them, paced by `backoff`; system retries are the platform's own."""

    count: int
    backoff: Backoff | None = None

    def __post_init__(self) -> None:
        count: Any = self.count
        if not isinstance(count, int):
            raise ValueError(f"RetryStrategy.count must be an int, the number of retries, got {count!r}")
        if count < 0:
            raise ValueError(f"RetryStrategy.count must be zero or more, got {count}")


def retries_from_request(retries: Any) -> Any:
    """Return the RetryStrategy of `retries=`; None stays None, anything but a number or a strategy is refused."""
    if retries is None or isinstance(retries, RetryStrategy):
        return retries
    if isinstance(retries, int):
        return RetryStrategy(count=retries)
    raise ValueError(f"retries must be an int (how many) or a flyte.RetryStrategy, got {retries!r}")
