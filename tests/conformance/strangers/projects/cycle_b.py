import flyte
from cycle_a import env as other
from cycle_a import first

env = flyte.TaskEnvironment("cycle-b", depends_on=[other])


@env.task
async def second(x: int) -> int:
    return await first(x) if x else 0
