# enable: RUN002, RUN003
import asyncio
import random
import subprocess
import time
import urllib.request
from datetime import datetime
from time import sleep

import flyte

env = flyte.TaskEnvironment("running")
count = 0
limit = 3
seen: list[int] = []


@env.task
async def child(x: int) -> int:
    return x


@env.task
async def counting(x: int) -> int:
    global count
    count += x  # expect: RUN001
    return count


@env.task
async def reading(x: int) -> int:
    return x + count


@env.task
async def setting_for_itself(x: int) -> int:
    global limit
    limit = x
    return limit


@env.task
async def with_its_own(limit: int) -> int:
    count = limit
    return count


@env.task
async def by_chance(x: int) -> int:
    if random.random() < 0.5 and x:  # expect: RUN002
        return await child(x)
    y = await child(x) if datetime.now().hour > 12 else 3  # expect: RUN002
    while time.time() < 1e9:  # expect: RUN002
        y += await child(x)
    if random.random() < 0.5:
        y += 1
    return y + await child(random.randint(1, 3))


@env.task
async def blocking(x: int) -> int:
    time.sleep(1)  # expect: RUN003
    sleep(1)  # expect: RUN003
    subprocess.run(["ls"])  # expect: RUN003
    urllib.request.urlopen("https://example.com")  # expect: RUN003
    await asyncio.sleep(1)
    await asyncio.to_thread(time.sleep, 1)

    def later() -> None:
        time.sleep(1)

    await asyncio.to_thread(later)
    return x


@env.task
def blocking_in_a_sync_task(x: int) -> int:
    time.sleep(1)
    return x
