# enable: BND003
import flyte

env = flyte.TaskEnvironment(
    "shipped",
    include=(
        "settings",  # expect: BND001, BND001
        "public",
        "weights.bin",  # expect: BND003
    ),
)


@env.task
async def main(x: int) -> int:
    return x
