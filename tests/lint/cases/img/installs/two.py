import flyte
import hypothesis
from kubernetes import client  # expect: IMG009

SLIM = flyte.Image.from_base("python:3.12-slim").clone(name="two", extendable=True)
first = flyte.TaskEnvironment("first", image=SLIM.with_pip_packages("flyte", "hypothesis"))
second = flyte.TaskEnvironment("second", image=SLIM.with_pip_packages("flyte", "kubernetes", "hypothesis"))


@first.task
async def one(x: int) -> int:
    return x


@second.task
async def other(x: int) -> int:
    return x
