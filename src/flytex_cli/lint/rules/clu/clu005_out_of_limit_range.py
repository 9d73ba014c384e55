"""CLU005: a Pod that a LimitRange does not allow."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.cluster.limit_ranges import out_of_range
from flytex_cli.lint.cluster import TaskOnCluster
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod_on_cluster import asked_at, pod_on
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.records import Severity


def check(subject: TaskOnCluster) -> Iterator[Hit]:
    """Compare the task's Pod with the LimitRanges of its namespace."""
    task, profile, built = subject.task, subject.cluster.profile, pod_on(subject.task, subject.cluster)
    if profile is None or built is None:
        return
    for found in out_of_range(built.spec, profile.inventory.of("LimitRange", profile.namespace)):
        is_own = found.container in (None, built.primary_name)
        owner = "the Pod" if found.container is None else f"container {found.container!r}"
        yield Hit(
            f"{'the task' if found.container == built.primary_name else owner} {found.message} "
            f"(LimitRange {found.name!r} of the namespace {profile.namespace!r})",
            task.at(*(asked_at(task) if is_own else ("pod_template",))),
            field="resources" if is_own else "pod_template",
            fix="stay in the range, or have it changed",
        )


CLU005 = Rule(
    code="CLU005",
    slug="out-of-limit-range",
    severity=Severity.ERROR,
    summary="A task asks for an amount that a LimitRange of its namespace does not allow",
    why=(
        "The API server refuses the Pod: each attempt of the task fails at once. The rule is silent until a "
        "[profile of the cluster](../clusters.md) has its LimitRanges."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(cpu=4, memory="80Gi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(cpu=4, memory="20Gi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK_ON_CLUSTER,
    check=check,
)
