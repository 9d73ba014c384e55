"""What is used inside tasks only: contexts, reports, checkpoints, storage, remote, durable, errors."""

import asyncio

import flyte
import flyte.durable
import flyte.errors
import flyte.git
import flyte.remote
import flyte.report
import flyte.storage
from flyte import Checkpoint, ctx, current_domain, logger
from flyte.io import File
from flyte.syncify import syncify

env = flyte.TaskEnvironment("running", env_vars={"LOG_LEVEL": "10"})


@syncify
async def helper(x: int) -> int:
    return x


@env.task(report=True)
async def main(n: int = 2) -> str:
    logger.info("n = %s", n)
    flyte.report.get_tab("a").log("<b>x</b>")
    await flyte.report.flush.aio()
    with flyte.custom_context(team="ml"):
        context = ctx()
    try:
        await other.aio(n)
    except flyte.errors.OOMError:
        await other.override(resources=flyte.Resources(memory="4Gi"))(n)
    task = flyte.remote.Task.get("a.b", auto_version="latest")
    await flyte.durable.sleep.aio(1)
    return f"{context.action.name} {task} {current_domain()}"


@env.task
def other(n: int) -> File:
    checkpoint = ctx().checkpoint
    return File.from_local_sync(str(checkpoint))


if __name__ == "__main__":
    flyte.init_from_config()
    print(flyte.run(main, n=3).url)
    asyncio.run(flyte.with_runcontext(mode="local").run.aio(main))
