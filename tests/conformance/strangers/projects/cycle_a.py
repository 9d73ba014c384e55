"""Two modules that import each other."""

import flyte

env = flyte.TaskEnvironment("cycle-a")


@env.task
async def first(x: int) -> int:
    import cycle_b

    return await cycle_b.second(x)
