import flyte

ours = flyte.TaskEnvironment("ours", description="An image of our own.", image="ghcr.io/acme/base:1")
other = flyte.TaskEnvironment(
    "other",
    description="An image of another registry.",
    image="docker.io/library/python:3.12",  # expect: ACME001
)


@ours.task
async def fine(x: int) -> int:
    """Double."""
    return 2 * x


@other.task
async def pulled(x: int) -> int:
    """Double."""
    return 2 * x


@other.task
async def pulled_too(x: int) -> int:
    """Double."""
    return 2 * x
