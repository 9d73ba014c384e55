"""Batchers: they gather work of many tasks within a reusable container. Here they can be made, not run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, NoReturn, Protocol, TypeVar, runtime_checkable

from flytex_cli.standin._core.errors import StandinRunsNothingError

RecordT = TypeVar("RecordT")
ResultT = TypeVar("ResultT")


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


class DynamicBatcher(Generic[RecordT, ResultT]):
    """Gathers records into batches of bounded cost; settings are kept, work is refused."""

    def __init__(self, process_fn: Callable[..., Any] | None = None, **settings: Any) -> None:
        self._process_fn = process_fn
        self._settings = settings
        self.stats = BatchStats()

    async def start(self) -> NoReturn:
        """Refuse."""
        raise StandinRunsNothingError(f"flyte.extras.{type(self).__name__}.start")

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
    """A batcher whose cost is tokens."""

    def __init__(self, inference_fn: Callable[..., Any] | None = None, **settings: Any) -> None:
        super().__init__(inference_fn or settings.pop("process_fn", None), **settings)
