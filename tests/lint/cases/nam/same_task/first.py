import flyte

env = flyte.TaskEnvironment("same-task")


@env.task
async def fit(x: int) -> int:
    return x


@env.task
async def only_here(x: int) -> int:
    return x
