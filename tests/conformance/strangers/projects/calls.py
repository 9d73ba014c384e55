"""Decorator forms, override, map, clone_with, from_task, groups, traces, links."""

import asyncio
import functools
from dataclasses import dataclass
from datetime import timedelta

import flyte

env = flyte.TaskEnvironment(
    "calls", resources=flyte.Resources(cpu="500m", memory="1Gi"), env_vars={"A": "1"}, secrets="token", cache="auto",
    description="Calls", interruptible=True, queue="q",
)
other = env.clone_with("cloned", env_vars={"B": "2"}, depends_on=[env], resources=flyte.Resources(cpu=2), cache="disable")


@dataclass
class Grafana(flyte.Link):
    name: str = "grafana"

    def get_link(self, run_name, project, domain, context, parent_action_name, action_name, pod_name, **kwargs):
        return f"https://grafana/{run_name}"


@env.task
async def plain(x: int) -> int:
    return x


@env.task()
async def called(x: int) -> int:
    return x


@env.task(
    short_name="brief", cache=flyte.Cache("override", version_override="v3", ignored_inputs=("y",), serialize=True),
    retries=flyte.RetryStrategy(count=4), timeout=flyte.Timeout(max_runtime=600, max_queued_time=timedelta(minutes=5)),
    docs=flyte.Documentation(description="All of it"), report=True, max_inline_io_bytes=1024, links=(Grafana(),),
    interruptible=False, entrypoint=True,
)
def everything(x: int, y: str = "a") -> int:
    """Do everything."""
    return x


@flyte.trace
async def traced(x: int) -> int:
    return x


def decorated(function):
    @functools.wraps(function)
    async def wrapper(*args, **kwargs):
        return await function(*args, **kwargs)

    return wrapper


@env.task
@decorated
async def wrapped(x: int, *, y: float = 1.0) -> int:
    return x


@other.task
async def main(n: int = 3) -> list[int]:
    with flyte.group("all"):
        found = await asyncio.gather(*(plain(i) for i in range(n)))
    found += list(flyte.map(called, range(n), concurrency=2))
    found.append(await plain.override(resources=flyte.Resources(cpu=4), retries=3, short_name="big")(n))
    found.append(await traced(n))
    return found


big = plain.override(short_name="big", resources=flyte.Resources(memory="8Gi"), timeout=timedelta(hours=1))


class Worker:
    @staticmethod
    @env.task
    async def work(x: int) -> int:
        return x


def make(name):
    @env.task(short_name=name)
    async def made(x: int) -> str:
        return name

    return made


made = make("first")
