import flyte
import helper
from helpers import deep

env = flyte.TaskEnvironment("helped")


@env.task
async def run(x: int) -> int:
    return helper.grown(deep.grown(x))
