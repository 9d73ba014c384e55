"""RES007: more shared memory than memory."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.lint.rules.res.entries import entries
from flytex_cli.pods.quantity import try_parse
from flytex_cli.project import Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Compare with the limit where there is one, else with the request; `shm="auto"` has no size."""
    amounts = {entry.keyword: entry for entry in entries(workload)}  # of a range the limit, which comes last
    shm, memory = amounts.get("shm"), amounts.get("memory")
    if shm is None or memory is None:
        return
    shared, room = try_parse(shm.value), try_parse(memory.value)
    if shared is not None and room is not None and room.nanos > 0 and shared > room:
        yield Hit(
            f"shm is {shm.value} but memory only {memory.value}: shared memory counts as memory",
            workload.at("resources", "shm"),
            field="resources.shm",
            value=shm.value,
            fix=f"ask for at least {shm.value} of memory, or for less shm",
        )


RES007 = Rule(
    code="RES007",
    slug="shm-over-memory",
    severity=Severity.WARNING,
    summary="Shared memory is larger than memory",
    why=(
        "`/dev/shm` is an `emptyDir` in memory: what is written there counts against the container's memory, and the "
        "container is killed long before the shared memory is full."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="1Gi", shm="16Gi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="32Gi", shm="16Gi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    covers=(
        Cover("POD003", r"shared-memory-larger-than-memory.*"),
        Cover("POD006", r"shared-memory-larger-than-memory.*"),
    ),
)
