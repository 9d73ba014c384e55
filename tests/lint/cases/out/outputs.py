import flyte
import flyte.report
from flyte import artifacts, report
from flyte.report import log as say

env = flyte.TaskEnvironment("env")


@env.task
async def silent(x: int) -> int:
    report.log("x")  # expect: OUT001, ASY008
    flyte.report.flush()  # expect: ASY008
    return x


@env.task
async def renamed(x: int) -> int:
    await say.aio("x")  # expect: OUT001
    return x


@env.task
async def local(x: int) -> int:
    report = {"log": x}
    return report["log"]


@env.task(report=True)
async def shown(x: int) -> int:
    await report.log.aio("x")
    return x


@env.task
async def lost(x: int) -> int:
    return artifacts.new(x, name="model")  # expect: OUT002


@env.task(produces_artifacts=True)
async def kept(x: int) -> int:
    return artifacts.new(x, name="model")
