"""RES008: no resources at all."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Look for a container without any amount; a pod template may bring its own."""
    if workload.container is not None and not workload.facts.resources:
        yield Hit(
            "no resources are set, so the platform's defaults decide",
            workload.environment.at() if workload.environment is not None else workload.place,
            field="resources",
            fix='set resources=flyte.Resources(cpu=1, memory="1Gi")',
        )


RES008 = Rule(
    code="RES008",
    slug="no-resources",
    severity=Severity.INFO,
    summary="A task asks for no resources",
    why=(
        "The platform's defaults are small, differ from cluster to cluster, and end as an out-of-memory kill "
        "in the middle of a run."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(cpu=1, memory="1Gi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    default=False,
)
