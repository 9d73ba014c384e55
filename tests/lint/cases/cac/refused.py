import flyte

whole = flyte.TaskEnvironment("whole", cache=True)  # expect: CAC008
word = flyte.Cache("automatic")  # expect: CAC008
version = flyte.Cache(behavior="1.0")  # expect: CAC008
old = flyte.Cache("auto", max_age="1d")  # expect: CAC008
env = flyte.TaskEnvironment("env")


@env.task(cache=True)  # expect: CAC008
async def one(x: int) -> int:
    return x


@env.task(cache="automatic")  # expect: CAC008
async def two(x: int) -> int:
    return x


late = flyte.TaskEnvironment(
    "late",
    cache="AUTO",  # expect: CAC008
)


@late.task
async def three(x: int) -> int:
    return x


@late.task()
async def four(x: int) -> int:
    return x
