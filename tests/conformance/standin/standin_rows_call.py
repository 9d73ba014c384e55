"""Rows: calling tasks, in and out of a task context."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

from tests.conformance.standin.standin_harness import Row
from tests.conformance.standin.standin_rows_task import add, bare, fail, fail_sync, greet, task

AIO = Row("aio")


AIO.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extend.AsyncFunctionTaskTemplate.aio),
        "sync, outside": lambda flyte: asyncio.run(task(flyte).aio(1)),
        "sync that fails, outside": lambda flyte: asyncio.run(task(flyte, fail_sync).aio(1)),
        "async, outside, gives a coroutine": lambda flyte: asyncio.run(twice(task(flyte, greet).aio("a"))),
        "sync, inside": lambda flyte: local(flyte, parent_of(flyte, task(flyte)), 4),
        "gathered": lambda flyte: local(flyte, gathering_parent(flyte, task(flyte)), 3),
        "sync that fails, inside": lambda flyte: local(flyte, parent_of(flyte, task(flyte, fail_sync)), 4),
    }
)


async def twice(awaitable: Any) -> Any:
    return await (await awaitable)


def local(flyte: Any, made: Any, *args: Any) -> Any:
    """Run a task in a task context, as each side does in this process."""
    run = flyte.with_runcontext(mode="local").run(made, *args)
    outputs = run.outputs()
    return next(iter(outputs)) if type(outputs).__name__ == "ActionOutputs" else outputs


def parent_of(flyte: Any, child: Any) -> Any:
    async def parent(x: int) -> int:
        return await child.aio(x)

    return task(flyte, parent)


def gathering_parent(flyte: Any, child: Any) -> Any:
    async def parent(n: int) -> list[int]:
        return list(await asyncio.gather(*[child.aio(x) for x in range(n)]))

    return task(flyte, parent)


CALL = Row("__call__")


CALL.table(
    {
        "sync": lambda flyte: task(flyte)(1, y=5),
        "async": lambda flyte: asyncio.run(task(flyte, greet)("a")),
        "sync that fails": lambda flyte: task(flyte, fail_sync)(1),
        "async that fails": lambda flyte: asyncio.run(task(flyte, fail)(1)),
        "async, inside": lambda flyte: local(flyte, calling_parent(flyte, task(flyte, greet)), "b"),
        "sync, blocking, inside of async": lambda flyte: local(flyte, blocking_parent(flyte, task(flyte)), 1),
        "sync, inside of sync": lambda flyte: local(flyte, sync_parent(flyte, task(flyte)), 1),
        "async that fails, inside": lambda flyte: local(flyte, failing_parent(flyte, task(flyte, fail)), 1),
        "in a trace": lambda flyte: local(flyte, tracing_parent(flyte, task(flyte, greet)), "c"),
    }
)


def calling_parent(flyte: Any, child: Any) -> Any:
    async def parent(name: str) -> str:
        return await child(name)

    return task(flyte, parent)


def failing_parent(flyte: Any, child: Any) -> Any:
    async def parent(x: int) -> str:
        try:
            await child(x)
        except flyte.errors.RuntimeUserError as error:
            return error.code
        return "nothing raised"

    return task(flyte, parent)


def blocking_parent(flyte: Any, child: Any) -> Any:
    async def parent(x: int) -> int:
        return child(x)

    return task(flyte, parent)


def sync_parent(flyte: Any, child: Any) -> Any:
    def parent(x: int) -> int:
        return child(x)

    return task(flyte, parent)


def tracing_parent(flyte: Any, child: Any) -> Any:
    @flyte.trace
    async def step(name: str) -> str:
        return await child(name)

    async def parent(name: str) -> str:
        return await step(name)

    return task(flyte, parent)


FORWARD = Row("forward")


FORWARD.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extend.AsyncFunctionTaskTemplate.forward),
        "sync": lambda flyte: task(flyte).forward(1),
        "async": lambda flyte: asyncio.run(task(flyte, greet).forward("a")),
        "error as it is": lambda flyte: task(flyte, fail_sync).forward(1),
        "of a bare template": lambda flyte: bare(flyte).forward(),
    }
)


def watched(flyte: Any, func: Any = add) -> tuple[Any, list[Any]]:
    """Return a task of a plugin's class that notes what pre and post see."""
    seen: list[Any] = []

    class Watched(flyte.extend.AsyncFunctionTaskTemplate):  # type: ignore[misc, name-defined]
        async def pre(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
            seen.append(("pre", list(args), sorted(kwargs)))
            return {"answer": 42}

        async def post(self, return_vals: Any) -> Any:
            seen.append(("post", return_vals, flyte.ctx()["answer"]))
            return "ignored"

    interface = flyte.models.NativeInterface.from_callable(func)
    made = Watched(name="conform.watched", interface=interface, func=func, parent_env_name="conform", image="python:3")
    return made, seen


def run_watched(flyte: Any, func: Any) -> Any:
    made, seen = watched(flyte, func)
    return [local(flyte, made, 1), seen[-1]]


def reads_context(flyte: Any) -> Any:
    async def read(x: int) -> int:
        return int(flyte.ctx().data["answer"]) + x

    return read


EXECUTE = Row("execute")


EXECUTE.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extend.AsyncFunctionTaskTemplate.execute),
        "sync function, inside": lambda flyte: local(flyte, task(flyte), 4),
        "async function, inside": lambda flyte: local(flyte, task(flyte, greet), "d"),
        "of a bare template": lambda flyte: asyncio.run(bare(flyte).execute()),
    }
)


EXECUTE.table(
    {"outside of a task": lambda flyte: asyncio.run(task(flyte).execute(1))},
    why="the SDK has a bare assert; the stand-in raises NotInTaskContextError",
)


PRE = Row("pre")


PRE.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extend.AsyncFunctionTaskTemplate.pre),
        "nothing by default": lambda flyte: asyncio.run(task(flyte).pre(1)),
        "reaches the task context": lambda flyte: run_watched(flyte, reads_context(flyte))[0],
    }
)


POST = Row("post")


POST.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extend.AsyncFunctionTaskTemplate.post),
        "the value by default": lambda flyte: asyncio.run(task(flyte).post(7)),
        "sees the value, and pre's data": lambda flyte: run_watched(flyte, add)[1],
        "does not change the value": lambda flyte: run_watched(flyte, add)[0],
    }
)


ROWS = [AIO, CALL, FORWARD, EXECUTE, PRE, POST]
