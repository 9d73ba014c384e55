import json

import flyte
import yaml
from kubernetes import client  # expect: IMG009

env = flyte.TaskEnvironment("plain")
full = flyte.TaskEnvironment("full", image=flyte.Image.from_debian_base(name="n").with_commands(["pip install numpy"]))


@env.task
async def one(x: int) -> int:
    import torch

    return x


@full.task
async def two(x: int) -> int:
    return x
