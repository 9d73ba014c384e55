"""Train a churn model every Sunday night."""

import flyte

image = "ghcr.io/acme/churn:4"
features = flyte.TaskEnvironment("features", image=image, resources=flyte.Resources(cpu=2, memory="4Gi"))
training = flyte.TaskEnvironment("training", image=image, resources=flyte.Resources(memory="32GB", gpu="A100:1"))


@features.task
async def load(weeks: int) -> list[float]:
    return [0.5] * weeks


@training.task(triggers=flyte.Trigger("sunday", flyte.Cron("0 2 * * 7"), inputs={"rate": 0.1}))
async def train(rate: float, weeks: int = 12) -> float:
    rows = await load(weeks)
    return sum(rows) * rate
