import flyte

env = flyte.TaskEnvironment("one-of-two", resources=flyte.Resources(gpu=flyte.Device(1, "GPU")))
fine = flyte.TaskEnvironment("fine")


@env.task  # expect: LOD002
async def broken(x: int) -> int:
    return x


@fine.task
async def works(x: int) -> int:
    return x
