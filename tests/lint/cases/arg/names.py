"""Names that Flyte does not have."""

import flyte
from flyte import Resource  # expect: ARG003
from flyte.io import Files  # expect: ARG003

env = flyte.TaskEnvironment("names")
plain = flyte.Environment("plain")
image = flyte.Image.from_debian_base(name="app").with_pip_package("numpy")  # expect: ARG003
trigger = flyte.Triggers("nightly")  # expect: ARG003


@env  # expect: ARG003
async def bare(x: int) -> int:
    return x


@plain.task  # expect: ARG003
async def of_no_task_environment(x: int) -> int:
    return x


@env.task
async def fine(x: int) -> int:
    return x
