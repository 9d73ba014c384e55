"""Alias of the SDK's private module, which agent plugins import: waiting for a coroutine from sync code."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import Any

from .syncify import Syncify

_runner = Syncify("flyte-loop-runner")


class _LoopManager:
    """Runs coroutines on a loop in a thread."""

    def run_sync(self, coro_func: Callable[..., Awaitable[Any]], *args: Any, **kwargs: Any) -> Any:
        """Wait for an async function's value."""

        async def run() -> Any:
            return await coro_func(*args, **kwargs)

        return _runner.run(run())

    def synced(self, coro_func: Callable[..., Awaitable[Any]]) -> Callable[..., Any]:
        """Return the sync form of an async function."""
        return functools.wraps(coro_func)(functools.partial(self.run_sync, coro_func))


loop_manager = _LoopManager()
run_sync = loop_manager.run_sync
