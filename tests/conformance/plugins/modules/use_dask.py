import flyte
from flyteplugins.dask import Dask, Scheduler, WorkerGroup

env = flyte.TaskEnvironment(
    "dasks", plugin_config=Dask(scheduler=Scheduler(), workers=WorkerGroup(number_of_workers=4))
)


@env.task
async def total(numbers: list[int]) -> int: ...
