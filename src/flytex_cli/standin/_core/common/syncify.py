"""`flyte.syncify`: async functions that can also be called without await.

The wrapped function runs on an event loop in a thread of its own, which starts with the first call; a process that was
forked meanwhile starts its own.
"""

from __future__ import annotations

import functools
import inspect
import os
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio

__all__ = ["Syncify", "syncify"]


class _BackgroundLoop:
    """An event loop in a daemon thread, started on demand."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pid = 0

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The loop, running."""
        import asyncio  # with ssl it costs as much as a small module's whole translation

        with self._lock:
            if self._loop is None or self._pid != os.getpid():
                self._loop = asyncio.new_event_loop()
                self._pid = os.getpid()
                self.thread = threading.Thread(target=self._loop.run_forever, name=self.name, daemon=True)
                self.thread.start()
            return self._loop

    def is_current(self) -> bool:
        """Say whether this code runs on the loop's thread."""
        return self._loop is not None and self._pid == os.getpid() and threading.current_thread() is self.thread

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Wait for a coroutine's value."""
        import asyncio

        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    async def arun(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Await a coroutine's value."""
        import asyncio

        if self.is_current():
            return await coroutine
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(coroutine, self.loop))

    def iterate(self, values: AsyncIterator[Any]) -> Iterator[Any]:
        """Iterate, waiting for each value; the iterator is closed when the caller stops early."""
        try:
            while True:
                try:
                    yield self.run(_next(values))
                except StopAsyncIteration:
                    return
        finally:
            self.run(_close(values))

    async def aiterate(self, values: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Iterate, awaiting each value."""
        try:
            while True:
                try:
                    yield await self.arun(_next(values))
                except StopAsyncIteration:
                    return
        finally:
            await self.arun(_close(values))


async def _next(values: AsyncIterator[Any]) -> Any:
    return await values.__anext__()


async def _close(values: AsyncIterator[Any]) -> None:
    close = getattr(values, "aclose", None)
    if close is not None:
        await close()


class _SyncWrapper:
    """A wrapped function: called it waits, `.aio` awaits."""

    def __init__(self, fn: Any, background: _BackgroundLoop, bound: Any = None) -> None:
        self.fn = fn
        self._background = background
        self._bound = bound
        functools.update_wrapper(self, fn)

    def __get__(self, instance: Any, owner: type | None = None) -> _SyncWrapper:
        descriptor = self._bound if self._bound is not None else self.fn
        return _SyncWrapper(descriptor.__get__(instance, owner), self._background)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self._background.is_current():
            raise AssertionError(
                f"{self.fn} is called, blocking, from the loop it runs on: await its .aio(...) instead"
            )
        if inspect.isasyncgenfunction(self.fn):
            return self._background.iterate(self.fn(*args, **kwargs))
        value = self._background.run(self.fn(*args, **kwargs))
        return self._background.iterate(value.__aiter__()) if hasattr(value, "__aiter__") else value

    def aio(self, *args: Any, **kwargs: Any) -> Any:
        """Return an awaitable, or an async iterator for a generator."""
        if inspect.isasyncgenfunction(self.fn):
            return self._background.aiterate(self.fn(*args, **kwargs))
        return self._background.arun(self.fn(*args, **kwargs))


class Syncify:
    """A decorator of async functions, methods, class methods and static methods, and async generators."""

    def __init__(self, name: str = "flyte_syncify") -> None:
        self._background = _BackgroundLoop(name)

    def __call__(self, obj: Any) -> Any:
        if isinstance(obj, (classmethod, staticmethod)):
            return _SyncWrapper(obj.__func__, self._background, bound=obj)
        if not (inspect.iscoroutinefunction(obj) or inspect.isasyncgenfunction(obj) or inspect.ismethod(obj)):
            raise TypeError(f"syncify takes async functions, methods and generators, got {obj!r}")
        return _SyncWrapper(obj, self._background)

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Wait for a coroutine's value, on the loop that the wrapped functions run on."""
        return self._background.run(coroutine)


syncify = Syncify()
