import far
import flyte
from far import far_task as renamed

env = flyte.TaskEnvironment("near")


@env.task
async def near_task(x: int) -> int:
    return await renamed(x)  # expect: DEP001


@env.task
async def other_task(x: int) -> int:
    from far import far_task

    await far.far_task.override(retries=1)(x)  # expect: DEP001
    return await far_task(x)
