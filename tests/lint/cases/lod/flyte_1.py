import flyte
import flytekit  # expect: LOD004
from flyte.types import FlyteFile  # expect: LOD004
from flytekit import task, workflow  # expect: LOD004

env = flyte.TaskEnvironment("names")
image = flyte.ImageSpec(packages=["numpy"])  # expect: LOD004


@flyte.task  # expect: LOD004
async def old(x: int) -> int:
    return x


@task
def older(x: int) -> int:
    return x


@env.task
async def new(x: int) -> int:
    return x
