import flyte
import lance

env = flyte.TaskEnvironment("lances")


@env.task
async def rows(dataset: lance.LanceDataset) -> int: ...
