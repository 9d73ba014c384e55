"""Groups, maps, traces and custom contexts in local runs, and the sync forms of async functions."""

from __future__ import annotations

import asyncio
import functools
from typing import Any

import pytest

import flytex_cli.standin as flyte
from flytex_cli.standin.syncify import Syncify, syncify

env = flyte.TaskEnvironment("local")


@env.task
def double(x: int, by: int = 2) -> int:
    return x * by


@env.task
async def where() -> list[Any]:
    context = flyte.ctx()
    return [context.mode, context.group_data, flyte.get_custom_context(), context.is_in_cluster()]


@env.task
async def grouped() -> list[Any]:
    with flyte.group("numbers"), flyte.custom_context(team="a"):
        inside = flyte.ctx().group_data.name
        return [inside, await where(), [x async for x in flyte.map.aio(double, [1, 2])]]


@env.task
def mapped() -> list[int]:
    return list(flyte.map(functools.partial(double, by=10), [1, 2, 3]))


def run(task: Any, *args: Any) -> Any:
    outputs = flyte.with_runcontext(mode="local", custom_context={"run": "1"}).run(task, *args).outputs()
    return outputs[0] if len(outputs) == 1 else tuple(outputs)


def test_a_task_knows_its_context():
    """Mode, group and custom context are what the callers have set; outside there is nothing."""
    inside, (mode, _group, custom, in_cluster), doubled = run(grouped)
    assert (inside, mode, in_cluster) == ("numbers", "local", False)
    assert custom == {"run": "1", "team": "a"}
    assert doubled == [2, 4]
    assert not flyte.ctx()
    assert flyte.ctx().action is None


def test_a_map_calls_a_task_with_each_value():
    """Also of a partial, in a task and outside of one."""
    assert run(mapped) == [10, 20, 30]
    assert list(flyte.map(double, [1, 2], [3, 4])) == [3, 8]


def test_traces_leave_functions_as_they_are():
    """Of all four kinds, with name and docstring."""

    @flyte.trace
    def plain(x: int) -> int:
        """Words."""
        return x

    @flyte.trace
    async def awaited(x: int) -> int:
        return x

    @flyte.trace
    def several(x: int) -> Any:
        yield x

    @flyte.trace
    async def streamed(x: int) -> Any:
        yield x

    async def collect() -> list[int]:
        return [await awaited(2), *[x async for x in streamed(3)]]

    assert (plain.__name__, plain.__doc__) == ("plain", "Words.")
    assert [plain(1), *asyncio.run(collect()), *several(4)] == [1, 2, 3, 4]


class Counter:
    start = 5

    @syncify
    async def add(self, x: int) -> int:
        return self.start + x

    @syncify
    @classmethod
    async def first(cls) -> int:
        return cls.start

    @syncify
    async def upto(self, n: int) -> Any:
        for x in range(n):
            yield x


def test_async_functions_are_called_without_await():
    """Methods, class methods and generators; `.aio` is the async form."""

    async def collect() -> list[int]:
        return [await Counter().add.aio(1), await Counter.first.aio(), *[x async for x in Counter().upto.aio(2)]]

    assert [Counter().add(1), Counter.first(), *Counter().upto(2)] == [6, 5, 0, 1]
    assert asyncio.run(collect()) == [6, 5, 0, 1]


def test_errors_come_through():
    """As they were raised, from calls and from generators."""
    wrap = Syncify("errors")

    async def broken() -> Any:
        yield 1
        raise KeyError("two")

    values = wrap(broken)()
    assert next(values) == 1
    with pytest.raises(KeyError, match="two"):
        next(values)


def test_only_async_functions_are_wrapped():
    """A sync one is refused, by name."""
    with pytest.raises(TypeError, match="syncify takes async functions"):
        syncify(double)
