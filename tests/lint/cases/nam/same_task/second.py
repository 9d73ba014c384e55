import flyte

env = flyte.TaskEnvironment("same-task")


@env.task  # expect: NAM007
async def fit(x: int) -> int:
    return x + 1
