"""Batchers: they gather work of many tasks within a reusable container. Here they can be made, not run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, NoReturn, Protocol, TypeVar, runtime_checkable

from flytex_cli.standin._core.errors import StandinRunsNothingError

RecordT = TypeVar("RecordT")
ResultT = TypeVar("ResultT")
ProcessFn = Callable[..., Any]
EstimatorFn = Callable[[Any], int]


@runtime_checkable
class CostEstimator(Protocol):
    """A record that knows its cost."""

    def estimate_cost(self) -> int: ...


@runtime_checkable
class TokenEstimator(Protocol):
    """A record that knows its tokens."""

    def estimate_tokens(self) -> int: ...


@dataclass
class Prompt:
    """A text, costed at four characters a token."""

    text: str

    def estimate_tokens(self) -> int:
        """Return the tokens, one at least."""
        return max(1, len(self.text) // 4)


@dataclass
class BatchStats:
    """What a batcher has done."""

    total_submitted: int = 0
    total_completed: int = 0
    total_batches: int = 0
    total_batch_cost: int = 0
    avg_batch_size: float = 0.0
    avg_batch_cost: float = 0.0
    busy_time_s: float = 0.0
    idle_time_s: float = 0.0

    @property
    def utilization(self) -> float:
        """The part of its time that it was busy."""
        total = self.busy_time_s + self.idle_time_s
        return self.busy_time_s / total if total else 0.0


class DynamicBatcher(Generic[RecordT, ResultT]):
    """Gathers records into batches of bounded cost; settings are kept, work is refused."""

    def __init__(
        self,
        process_fn: ProcessFn,
        *,
        cost_estimator: EstimatorFn | None = None,
        target_batch_cost: int = 32_000,
        max_batch_size: int = 256,
        min_batch_size: int = 1,
        batch_timeout_s: float = 0.05,
        max_queue_size: int = 5_000,
        prefetch_batches: int = 2,
        default_cost: int = 1,
    ) -> None:
        self._process_fn = process_fn
        self._cost_estimator = cost_estimator
        self._target_batch_cost = target_batch_cost
        self._max_batch_size = max_batch_size
        self._min_batch_size = min_batch_size
        self._batch_timeout_s = batch_timeout_s
        self._max_queue_size = max_queue_size
        self._prefetch_batches = prefetch_batches
        self._default_cost = default_cost
        self._stats = BatchStats()

    @property
    def stats(self) -> BatchStats:
        """What it has done: nothing yet."""
        return self._stats

    @property
    def is_running(self) -> bool:
        """Whether it was started: never here."""
        return False

    async def start(self) -> NoReturn:
        """Refuse."""
        raise StandinRunsNothingError(f"flyte.extras.{type(self).__name__}.start")

    async def stop(self) -> None:
        """Return: it was never started."""

    async def submit(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise StandinRunsNothingError(f"flyte.extras.{type(self).__name__}.submit")

    async def submit_batch(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise StandinRunsNothingError(f"flyte.extras.{type(self).__name__}.submit_batch")

    async def __aenter__(self) -> NoReturn:
        await self.start()

    async def __aexit__(self, *_error: object) -> None:
        return None


class TokenBatcher(DynamicBatcher[RecordT, ResultT]):
    """A batcher whose cost is tokens; `token` names go before those of the cost."""

    def __init__(
        self,
        inference_fn: ProcessFn | None = None,
        *,
        process_fn: ProcessFn | None = None,
        token_estimator: EstimatorFn | None = None,
        cost_estimator: EstimatorFn | None = None,
        target_batch_tokens: int | None = None,
        target_batch_cost: int = 32_000,
        default_token_estimate: int | None = None,
        default_cost: int = 1,
        max_batch_size: int = 256,
        min_batch_size: int = 1,
        batch_timeout_s: float = 0.05,
        max_queue_size: int = 5_000,
        prefetch_batches: int = 2,
    ) -> None:
        function = inference_fn or process_fn
        if function is None:
            raise TypeError("TokenBatcher needs inference_fn or process_fn")
        super().__init__(
            function,
            cost_estimator=token_estimator or cost_estimator,
            target_batch_cost=target_batch_cost if target_batch_tokens is None else target_batch_tokens,
            max_batch_size=max_batch_size,
            min_batch_size=min_batch_size,
            batch_timeout_s=batch_timeout_s,
            max_queue_size=max_queue_size,
            prefetch_batches=prefetch_batches,
            default_cost=default_cost if default_token_estimate is None else default_token_estimate,
        )
