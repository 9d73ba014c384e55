import asyncio

import flyte
import flyte.report
import flyte.storage
from flyte import run
from flyte.io import File

env = flyte.TaskEnvironment("blocking")


@env.task
async def child(x: int) -> int:
    return x


@env.task(report=True)
async def blocked(x: int) -> int:
    one = flyte.run(child, x=x)  # expect: ASY008
    run(child, x=x)  # expect: ASY008
    flyte.with_runcontext(name="a").run(child, x=x)  # expect: ASY008
    flyte.report.replace("<p>")  # expect: ASY008
    flyte.report.flush()  # expect: ASY008
    if x:
        flyte.init()  # expect: ASY008
        flyte.deploy(env)  # expect: ASY008
    return len(one.name)


@env.task(report=True)
async def awaited(x: int, file: File) -> int:
    one = await flyte.run.aio(child, x=x)
    await flyte.with_runcontext(name="a").run.aio(child, x=x)
    await flyte.report.replace.aio("<p>")
    await flyte.storage.get("a")
    with file.open_sync() as handle:
        handle.read()
    File.from_local_sync("a")
    flyte.ctx()

    def within() -> None:
        flyte.report.flush()

    await asyncio.to_thread(within)
    await asyncio.to_thread(flyte.report.flush)
    return len(one.name)


@env.task(report=True)
def sync(x: int) -> int:
    flyte.report.replace("<p>")
    return len(flyte.run(child, x=x).name)


async def main() -> None:
    flyte.run(child, x=1)
