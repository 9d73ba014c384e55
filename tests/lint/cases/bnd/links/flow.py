# copy-style: all
# expect in hosts.txt: BND002
import flyte

env = flyte.TaskEnvironment("links")


@env.task
async def main(x: int) -> int:
    return x
