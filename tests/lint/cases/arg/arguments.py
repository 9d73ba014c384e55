"""Arguments that calls of Flyte do not have; each statement is one mistake, and what follows is linted too."""

from datetime import timedelta

import flyte

fine = flyte.TaskEnvironment("fine", resources=flyte.Resources(memory="250MB"))  # expect: RES001
memory = flyte.Resources(cpu=1, mem="1Gi")  # expect: ARG001
pair = flyte.Resources(
    cpu=1,
    limits={"cpu": 2},  # expect: ARG001
)
six = flyte.Resources("1", "1Gi", 0, "1Gi", "auto", 5)  # expect: ARG001
image = flyte.TaskEnvironment("image", container_image="ghcr.io/acme/app:1")  # expect: ARG001
retries = flyte.TaskEnvironment("retries", retries=3)  # expect: ARG001
nameless = flyte.TaskEnvironment(cache="auto")  # expect: ARG001
python = flyte.Image.from_debian_base(python=(3, 12))  # expect: ARG001
layer = flyte.Image.from_debian_base(name="app").with_pip_packages("numpy", indexurl="x")  # expect: ARG001
secret = flyte.Secret("token", env_var="TOKEN")  # expect: ARG001
zone = flyte.Cron("0 6 * * *", tz="Europe/Berlin")  # expect: ARG001
rate = flyte.FixedRate(minutes=15)  # expect: ARG001
trigger = flyte.Trigger("nightly", schedule=flyte.Cron("0 6 * * *"))  # expect: ARG001
nothing = flyte.Cache()  # expect: ARG001
retry = flyte.RetryStrategy(times=3)  # expect: ARG001
pool = flyte.ReusePolicy(min_replicas=1, max_replicas=2)  # expect: ARG001


@fine.task(retry=3)  # expect: ARG001
async def misspelt(x: int) -> int:
    return x


@fine.task(resources=flyte.Resources(cpu=1))  # expect: ARG001
async def elsewhere(x: int) -> int:
    return x


@image.task
async def of_nothing(x: int) -> int:
    return x


@fine.task(timeout=timedelta(minutes=-1))  # expect: RTY003
async def seen(x: int) -> int:
    return x
