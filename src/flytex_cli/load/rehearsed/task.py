"""What nearly every module has."""

import flyte

env = flyte.TaskEnvironment("rehearsed", image="rehearsed", resources=flyte.Resources(cpu=1, memory="1Gi"))


@env.task(retries=1, cache="auto")
async def task(number: int = 1, names: list[str] | None = None, by_name: dict[str, float] = {}) -> str:  # noqa: B006
    return str(number)
