import flyte
from flyteplugins.hydra import hydra_run

env = flyte.TaskEnvironment("sweeps")


@env.task
async def train(rate: float = 0.1, dataset: str = "imagenet") -> float: ...


def launch() -> object:
    return hydra_run(train, config_path="conf", config_name="training", overrides=["rate=0.01"])
