# enable: RTY002
from datetime import timedelta

import flyte
from flyte import Backoff, RetryStrategy, Timeout

env = flyte.TaskEnvironment("env", resources=flyte.Resources(cpu=1, memory="1Gi"), env_vars={"A": "1", "B": "2"})
SLOW = Backoff(base=timedelta(minutes=2), factor=2, cap=timedelta(minutes=1))


@env.task(timeout=-1)  # expect: RTY003
async def negative(x: int) -> int:
    return x


@env.task(timeout=1.5)  # expect: RTY003
async def fraction(x: int) -> int:
    return x


@env.task(timeout="5m")  # expect: RTY003
async def text(x: int) -> int:
    return x


@env.task(timeout=Timeout(max_runtime=timedelta(hours=1), deadline=timedelta(minutes=1)))  # expect: RTY003
async def late(x: int) -> int:
    return x


@env.task(timeout=timedelta(minutes=1), retries=RetryStrategy(count=2, backoff=SLOW))  # expect: RTY004
async def capped(x: int) -> int:
    return x


@env.task(retries=True)  # expect: RTY004
async def truth(x: int) -> int:
    return x


@env.task(timeout=60, retries=RetryStrategy(count=2))
async def good(x: int) -> int:
    return x


class Box:
    def override(self, **settings: object) -> "Box":
        return self


@env.task
async def main(x: int, good2: int = 0) -> int:
    Box().override(retries=0, env_vars={})
    once = good.override(retries=0)  # expect: RTY001
    await good.override(timeout=0, secrets=[])(x)  # expect: RTY001, RTY001
    await good.override(env_vars={"A": "3"})(x)  # expect: RTY002
    await good.override(retries=2, env_vars=None)(x)
    await good.override(resources=flyte.Resources(cpu=2, memory="2Gi"))(x)
    return await once(x)
