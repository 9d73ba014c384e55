from datetime import timedelta

import flyte

OURS = "ghcr.io/acme/base:1"
large = flyte.TaskEnvironment(
    "large",
    description="More than a node has.",
    image=OURS,
    resources=flyte.Resources(
        cpu="1500m",  # expect: ACME024
        memory="128Gi",  # expect: ACME004
        gpu=8,  # expect: ACME002, ACME005
    ),
)
fitting = flyte.TaskEnvironment(
    "fitting", description="What a node has.", image=OURS, resources=flyte.Resources(cpu=2, memory="65536Mi", gpu=4)
)


@large.task
async def greedy(x: int) -> int:
    """Ask for much."""
    return x


@fitting.task(timeout=timedelta(hours=24))
async def bounded(x: int) -> int:
    """Ask for what there is, for a day."""
    return x


@fitting.task(timeout=timedelta(hours=25))  # expect: ACME014
async def long(x: int) -> int:
    """Ask for more than a day."""
    return x
