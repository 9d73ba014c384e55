"""`flyte.trace`: functions whose calls are recorded in a run. Here they are only marked as traced."""

from __future__ import annotations

import functools
import inspect
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar, cast

from flytex_cli.standin._core.context.context import Context, internal_ctx

F = TypeVar("F", bound=Callable[..., Any])


def trace(func: F) -> F:
    """Mark a function, a generator, or the async form of either: within, tasks cannot be called."""
    if inspect.iscoroutinefunction(func):
        return cast(F, _coroutine(func))
    if inspect.isasyncgenfunction(func):
        return cast(F, _async_generator(func))
    if inspect.isgeneratorfunction(func):
        return cast(F, _generator(func))
    return cast(F, _function(func))


def _traced() -> AbstractContextManager[Any]:
    current = internal_ctx()
    if not current.is_task_context():
        return nullcontext()
    return Context(current.data.replace(in_trace=True))


def _function(func: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(func)
    def call(*args: Any, **kwargs: Any) -> Any:
        with _traced():
            return func(*args, **kwargs)

    return call


def _coroutine(func: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(func)
    async def call(*args: Any, **kwargs: Any) -> Any:
        with _traced():
            return await func(*args, **kwargs)

    return call


def _generator(func: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(func)
    def call(*args: Any, **kwargs: Any) -> Iterator[Any]:
        with _traced():
            yield from func(*args, **kwargs)

    return call


def _async_generator(func: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(func)
    async def call(*args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        with _traced():
            async for value in func(*args, **kwargs):
                yield value

    return call
