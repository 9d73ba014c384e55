import os
import time
import uuid

import flyte

RUN = uuid.uuid4().hex
plain = flyte.TaskEnvironment(
    "plain",
    env_vars={
        "BUILT": str(time.time()),  # expect: ENV004
        "RUN": RUN,  # expect: ENV004
        "STAGE": os.environ.get("STAGE_UNSET", "dev"),
        "LEVEL": "INFO",
    },
)
COMMON = {"A": "b", "HOST": os.uname().nodename}  # expect: ENV004
named = flyte.TaskEnvironment("named", env_vars=COMMON)
fine = flyte.TaskEnvironment("fine", env_vars={"CACHE": os.path.join("/tmp", "cache"), "HOME": "/root"})


@plain.task
async def t_plain(x: int) -> int:
    return x


@named.task
async def t_named(x: int) -> int:
    return x


@fine.task
async def t_fine(x: int) -> int:
    return int(time.time()) + x
