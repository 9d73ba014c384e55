import flyte  # expect: RSV003

env = flyte.TaskEnvironment("names-v2")


@env.task
async def one(x: int) -> int:
    return x


@env.task
async def two(x: int) -> int:
    return x
