"""Environments and tasks made in loops, factories, classes; conditionals; partials; wrapped functions."""

import functools
import os
import sys
from typing import TYPE_CHECKING

import flyte

if TYPE_CHECKING:
    from collections.abc import Sequence

STAGE = os.environ.get("NO_SUCH_STAGE", "development")
envs = {name: flyte.TaskEnvironment(f"dynamic-{name}", resources=flyte.Resources(cpu=size)) for name, size in (("a", 1), ("b", 2))}
root = flyte.TaskEnvironment("dynamic-root", depends_on=list(envs.values()))

for name, environment in envs.items():

    @environment.task(short_name=f"work on {name}")
    async def work(x: int, name: str = name) -> int:
        return x


def retrying(count):
    def decorate(function):
        @functools.wraps(function)
        async def wrapper(*args, **kwargs):
            return await function(*args, **kwargs)

        return wrapper

    return decorate


@root.task(retries=2)
@retrying(3)
@retrying(2)
async def twice(x: int, y: "list[int] | None" = None) -> int: ...


def factory(suffix: str):
    environment = flyte.TaskEnvironment(f"dynamic-{suffix}")

    @environment.task
    async def inner(x: int = len(suffix)) -> str: ...

    return environment, inner


made_env, made = factory("made")


class Steps:
    env = flyte.TaskEnvironment("dynamic-class")

    @env.task
    async def step(x: int) -> int: ...


class_env = Steps.env
if sys.version_info >= (3, 10):
    modern = flyte.TaskEnvironment("dynamic-modern")

    @modern.task
    def sync(x: int = 3) -> int: ...


root.add_dependency(made_env, class_env)


@root.task
async def recursive(n: int) -> int:
    return n if n < 2 else await recursive(n - 1) + await recursive(n - 2)
