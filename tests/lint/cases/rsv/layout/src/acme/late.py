import flyte

env = flyte.TaskEnvironment("late", image="ghcr.io/acme/x:1")


@env.task
async def main(x: int) -> int:
    from acme.consts import LIMIT

    return x + LIMIT
