import json

import flyte

from acme.consts import LIMIT  # expect: RSV002

env = flyte.TaskEnvironment("flow", image="ghcr.io/acme/x:1")


@env.task
async def main(x: int = LIMIT) -> int:
    return x
