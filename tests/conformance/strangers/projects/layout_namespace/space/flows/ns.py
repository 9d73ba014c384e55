import flyte
from space.shared.helper import DEFAULT

env = flyte.TaskEnvironment("namespace")


@env.task
async def main(x: int = DEFAULT) -> int: ...
