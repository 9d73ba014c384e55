import flyte
from omegaconf import DictConfig, ListConfig

env = flyte.TaskEnvironment("configs")


@env.task
async def train(config: DictConfig, rates: ListConfig) -> DictConfig: ...
