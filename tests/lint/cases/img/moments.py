import os
import time
from datetime import datetime

import flyte

BASE = flyte.Image.from_debian_base(name="moments")
BUILT = datetime.now().isoformat()
layered = (
    BASE.with_pip_packages("numpy")
    .with_env_vars({"BUILT": BUILT})  # expect: IMG014
    .with_commands(["true"])
)
timed = flyte.Image.from_debian_base(name=f"timed-{time.time():.0f}")  # expect: IMG014
more = timed.with_env_vars({"MODE": "x"})
first = flyte.TaskEnvironment("first", image=layered)
second = flyte.TaskEnvironment("second", image=f"ghcr.io/acme/app:{time.strftime('%Y%m%d')}")  # expect: IMG014
third = flyte.TaskEnvironment("third", image=os.getenv("IMAGE_UNSET", "ghcr.io/acme/app:1"))
fourth = flyte.TaskEnvironment("fourth", image=BASE.with_env_vars({"BUILT": "2026"}))

fifth = flyte.TaskEnvironment("fifth", image=more)


@fifth.task
async def t_fifth(x: int) -> int:
    return x


@first.task
async def t_first(x: int) -> int:
    return x


@second.task
async def t_second(x: int) -> int:
    return x


@third.task
async def t_third(x: int) -> int:
    return x


@fourth.task
async def t_fourth(x: int) -> int:
    return x
