import flyte

env = flyte.TaskEnvironment("shared")


@env.task
async def here(x: int) -> int:
    return x
