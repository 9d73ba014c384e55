"""`flyte.map`: one task over many values; in this process one call after the other."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from flytex_cli.standin._core.common.syncify import syncify
from flytex_cli.standin._core.context.group import group
from flytex_cli.standin._core.task.call import call_locally
from flytex_cli.standin._core.task.template import TaskTemplate


class _Mapper:
    """`flyte.map(...)` iterates over the results, `flyte.map.aio(...)` does in async code."""

    def __call__(
        self,
        func: Any,
        *args: Iterable[Any],
        group_name: str | None = None,
        concurrency: int = 0,
        return_exceptions: bool = True,
    ) -> Iterator[Any]:
        """Call the task with each tuple of values, in order; an error is a result unless `return_exceptions=False`."""
        if not args:
            return
        task = _mapped_task(func)
        with group(f"{task.name}_{group_name or 'map'}"):
            for values in zip(*args, strict=False):
                try:
                    yield syncify.run(_call(func, values))
                except Exception as error:  # the user's task may raise anything
                    if not return_exceptions:
                        raise
                    yield error

    async def aio(
        self,
        func: Any,
        *args: Iterable[Any],
        group_name: str | None = None,
        concurrency: int = 0,
        return_exceptions: bool = True,
    ) -> AsyncIterator[Any]:
        """Do the same in async code."""
        if not args:
            return
        task = _mapped_task(func)
        with group(f"{task.name}_{group_name or 'map'}"):
            for values in zip(*args, strict=False):
                try:
                    yield await _call(func, values)
                except Exception as error:  # the user's task may raise anything
                    if not return_exceptions:
                        raise
                    yield error


async def _call(func: Any, values: tuple[Any, ...]) -> Any:
    if isinstance(func, functools.partial):
        return await call_locally(_task_of(func), *func.args, *values, **func.keywords)
    return await call_locally(func, *values)


def _mapped_task(func: Any) -> TaskTemplate[..., Any, Any]:
    if not isinstance(func, functools.partial):
        return func  # type: ignore[no-any-return]
    task = _task_of(func)
    names = list(task.native_interface.inputs)
    missing = len(names) - len(func.args) - len(func.keywords)
    if missing != 1:
        raise TypeError(
            f"flyte.map over a partial of {task.name}: it must leave exactly one of the inputs {', '.join(names)} "
            f"open, this one leaves {missing}"
        )
    for name in names[: len(func.args) + 1]:
        if name in func.keywords:
            raise TypeError(f"flyte.map over a partial of {task.name}: {name} is the open input, or given twice")
    return task


def _task_of(partial: Any) -> TaskTemplate[..., Any, Any]:
    task: TaskTemplate[..., Any, Any] = partial.func
    return task


map = _Mapper()
