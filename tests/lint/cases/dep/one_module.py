import flyte

BIG = flyte.Image.from_debian_base(name="big").with_pip_packages("numpy")
leaf = flyte.TaskEnvironment("leaf", image=BIG)
plain = flyte.TaskEnvironment("plain")
middle = flyte.TaskEnvironment("middle")
root = flyte.TaskEnvironment("root", depends_on=[middle, leaf])
alone = flyte.TaskEnvironment("alone")
one = flyte.TaskEnvironment("one")  # expect: DEP002
two = flyte.TaskEnvironment("two", depends_on=[one])
one.add_dependency(two)  # the circle
own = flyte.TaskEnvironment("own")
files = flyte.TaskEnvironment("files", include=("no-such.html", "*.py"))  # expect: DEP003


@leaf.task
async def heavy(x: int) -> int:
    return x


@plain.task
async def light(x: int) -> int:
    return x


async def helper(x: int) -> int:
    return await heavy(x)  # expect: DEP001


@middle.task
async def covered(x: int) -> int:
    await heavy(x)  # expect: DEP001
    return await heavy(x)


@root.task
async def main(x: int) -> int:
    await heavy(x)
    return await covered(x)


@alone.task
async def through(x: int) -> int:
    return await helper(x)


@alone.task
async def mapped(x: int) -> int:
    return sum([y async for y in flyte.map.aio(heavy, [x])])  # expect: DEP001


@alone.task
async def by_chance(x: int) -> int:
    await heavy.forward(x)
    return await light(x)  # expect: DEP001


@files.task
async def page(x: int) -> int:
    return x


@one.task
async def first(x: int) -> int:
    return x


@own.task
async def second(x: int) -> int:
    return x
