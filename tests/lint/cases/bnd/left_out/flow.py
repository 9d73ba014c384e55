# copy-style: all
import env.steps  # expect: BND005, BND005
import flyte
import inside.env.steps

flow = flyte.TaskEnvironment("left_out")


@flow.task
async def main(x: int) -> int:
    open("kept.txt")
    return x + env.steps.X + inside.env.steps.X
