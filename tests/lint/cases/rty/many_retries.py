# enable: RTY005
import flyte
from flyte import RetryStrategy

env = flyte.TaskEnvironment("env")


@env.task(retries=11)  # expect: RTY005
async def eleven(x: int) -> int:
    return x


@env.task(retries=RetryStrategy(count=100))  # expect: RTY005
async def hundred(x: int) -> int:
    return x


@env.task(retries=10)
async def ten(x: int) -> int:
    return x


@env.task
async def none(x: int) -> int:
    return x
