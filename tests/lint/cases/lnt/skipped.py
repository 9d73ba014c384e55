"""Nothing is said of this file."""
# flytex: skip-file  generated

import flyte

env = flyte.TaskEnvironment("skipped", resources=flyte.Resources(memory="1GiB"))  # flytex: ignore[RES01]


@env.task  # flytex: ignore[RES009]
async def one(x: int) -> int:
    return x
