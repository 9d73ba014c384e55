import flyte
from flyteplugins.wandb import wandb_config, wandb_init

env = flyte.TaskEnvironment("runs")


@wandb_init(project="acme", entity="ml")
@env.task
async def train(rate: float = 0.1) -> float: ...


CONFIG = wandb_config(project="acme", tags=["nightly"])
