# enable: NAM006
import datetime
import os
import time

import flyte
from uuid import uuid4

LONG = "a" * 62
one = flyte.TaskEnvironment(f"{LONG}-one")  # expect: NAM001
two = flyte.TaskEnvironment(name=f"{LONG}-two")  # expect: NAM001
fits = flyte.TaskEnvironment("a" * 63)
now = flyte.TaskEnvironment("now-" + datetime.datetime.now().strftime("%Y"))  # expect: NAM006
unix = flyte.TaskEnvironment(name=f"at-{int(time.time()) // 10**9}")  # expect: NAM006
SOME = f"x-{uuid4().version}"  # expect: NAM006
random = flyte.TaskEnvironment(name=SOME)
stage = flyte.TaskEnvironment(name="in-" + os.getenv("STAGE_UNSET", "dev"))  # expect: NAM006
passed = flyte.TaskEnvironment(name="on-" + os.environ.get("STAGE_UNSET", "dev"), env_vars={"STAGE_UNSET": "dev"})
again = flyte.TaskEnvironment("again")
twice = flyte.TaskEnvironment("again")  # expect: NAM004


@again.task(short_name="s" * 64)  # expect: NAM002
async def short(x: int) -> int:
    return x


@again.task  # expect: NAM005
async def same(x: int) -> int:
    return x


@again.task
async def same(x: int) -> int:
    return x + 1


changed = same.override(retries=2)


@twice.task
async def other(x: int) -> int:
    return x


def long_name(x: int) -> int:  # expect: NAM003
    return x


long_name.__name__ = "n" * 256
globals()[long_name.__name__] = long = again.task(short_name="long")(long_name)
