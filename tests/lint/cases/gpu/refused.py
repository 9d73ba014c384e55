import flyte

NAME = "h1oo"
small = flyte.Resources(gpu="a100:2")  # expect: GPU003
named = flyte.Resources(gpu=NAME)  # expect: GPU003
half = flyte.Resources(
    cpu=1,
    gpu=1.5,  # expect: GPU003
)
positional = flyte.Resources("1", "1Gi", "nvidia-a100")  # expect: GPU003
made = flyte.GPU("a10", 1)  # expect: GPU003
other = flyte.TPU("A100")  # expect: GPU003
uncounted = flyte.Resources(gpu="T4")  # expect: GPU004
many = flyte.Resources(gpu="A100:9")  # expect: GPU004
none = flyte.GPU("A100", 0)  # expect: GPU004
sliced = flyte.GPU("A100", 1, partition="1g.6gb")  # expect: GPU004
shared = flyte.GPU("T4 shared", 1, "1g.5gb")  # expect: GPU004

good = flyte.TaskEnvironment("good", resources=flyte.Resources(gpu="A100:2"))


@good.task
async def fine(x: int) -> int:
    return x
