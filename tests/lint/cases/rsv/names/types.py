import flyte

env = flyte.TaskEnvironment("names-types")


@env.task
async def one(x: int) -> int:
    return x


@env.task
async def two(x: int) -> int:
    return x
