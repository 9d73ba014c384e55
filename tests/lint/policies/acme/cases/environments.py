import flyte

OURS = "ghcr.io/acme/base:1"
one = flyte.TaskEnvironment("one", description="The first of them.", image=OURS)
two = flyte.TaskEnvironment("two", description="short", image=OURS)  # expect: ACME008
three = flyte.TaskEnvironment("three", image=OURS)  # expect: ACME008
four = flyte.TaskEnvironment("four_4", description="Not a name of ours.", image=OURS)  # expect: ACME009
all_of_them = flyte.TaskEnvironment(
    "all-of-them",
    description="Depends on the others.",
    image=OURS,
    depends_on=[one, two, three, four],  # expect: ACME025
)


@one.task
async def first(x: int) -> int:
    """Run."""
    return x


@two.task
async def second(x: int) -> int:
    """Run."""
    return x


@three.task
async def third(x: int) -> int:
    """Run."""
    return x


@four.task
async def fourth(x: int) -> int:
    """Run."""
    return x


@all_of_them.task
async def last(x: int) -> int:
    """Run."""
    return x
