import flyte

env = flyte.TaskEnvironment("far", image="ghcr.io/acme/far:1")


@env.task
async def far_task(x: int) -> int:
    return x


async def reach(x: int) -> int:
    return await far_task(x)
