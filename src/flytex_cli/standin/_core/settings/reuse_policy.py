"""Reuse of containers over task calls. Fills `reuse_policy` and, for plain tasks, the `actor` form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from flytex_cli.standin._core.common.loggers import logger

_SHORTEST_TTL = timedelta(seconds=30)


@dataclass
class ReusePolicy:
    """Keep a pool of warm containers for the tasks of an environment.

    Attributes:
        replicas: how many containers, or `(min, max)` of them.
        idle_ttl: seconds or timedelta without work after which the whole pool ends; 30 seconds or more.
        concurrency: tasks at a time in one container; more than 1 needs async tasks.
        scaledown_ttl: seconds or timedelta without work after which one container ends; 30 seconds or more.
        scope: share the pool over all runs ("global") or within one ("run").
    """

    replicas: int | tuple[int, int] = 2
    idle_ttl: int | timedelta = 30
    concurrency: int = 1
    scaledown_ttl: int | timedelta = 30
    scope: Literal["global", "run"] = "global"

    def __post_init__(self) -> None:
        if self.scope not in ("global", "run"):
            raise ValueError(f'ReusePolicy.scope must be "global" or "run", got {self.scope!r}')
        self.replicas = _replica_range(self.replicas)
        concurrency: Any = self.concurrency
        if not isinstance(concurrency, int):
            raise ValueError(f"ReusePolicy.concurrency must be an int, got {concurrency!r}")
        if concurrency < 1:
            raise ValueError(f"ReusePolicy.concurrency must be 1 or more, got {concurrency}")
        self.idle_ttl = _ttl("idle_ttl", self.idle_ttl)
        if self.replicas[1] == 1 and concurrency == 1:
            logger.warning(
                "ReusePolicy with one replica and concurrency 1: a task that waits for another one of the same "
                "environment waits for ever; allow two replicas or more, or a higher concurrency"
            )
        self.scaledown_ttl = _ttl("scaledown_ttl", self.scaledown_ttl)

    @property
    def min_replicas(self) -> int:
        """The smallest number of containers."""
        return self.replicas[0] if isinstance(self.replicas, tuple) else self.replicas

    @property
    def max_replicas(self) -> int:
        """The largest number of containers."""
        return self.replicas[1] if isinstance(self.replicas, tuple) else self.replicas

    def get_scaledown_ttl(self) -> timedelta | None:
        """Return `scaledown_ttl` as a timedelta."""
        if self.scaledown_ttl is None or isinstance(self.scaledown_ttl, timedelta):
            return self.scaledown_ttl
        return timedelta(seconds=int(self.scaledown_ttl))


def _replica_range(replicas: Any) -> tuple[int, int]:
    if isinstance(replicas, int):
        replicas = (replicas, replicas)
    if not isinstance(replicas, tuple) or len(replicas) != 2:
        raise ValueError(f"ReusePolicy.replicas must be an int or a (min, max) tuple of two ints, got {replicas!r}")
    for label, value in zip(("min", "max"), replicas, strict=True):
        if not isinstance(value, int):
            raise ValueError(f"ReusePolicy.replicas: {label} must be an int, got {value!r}")
        if value < 0:
            raise ValueError(f"ReusePolicy.replicas: {label} must be zero or more, got {value}")
    if replicas[0] > replicas[1]:
        raise ValueError(f"ReusePolicy.replicas: min {replicas[0]} is more than max {replicas[1]}")
    return replicas


def _ttl(field: str, value: Any) -> timedelta:
    if isinstance(value, int):
        value = timedelta(seconds=int(value))
    if not isinstance(value, timedelta):
        raise ValueError(f"ReusePolicy.{field} must be seconds (int) or a timedelta, got {value!r}")
    if value < _SHORTEST_TTL:
        raise ValueError(f"ReusePolicy.{field} must be 30 seconds or more, got {value}")
    return value
