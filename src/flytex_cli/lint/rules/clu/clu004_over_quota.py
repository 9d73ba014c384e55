"""CLU004: a Pod that is over a quota of its namespace."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.cluster.quotas import over_quota
from flytex_cli.lint.cluster import TaskOnCluster
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod_on_cluster import asked_at, pod_on
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.records import Severity


def check(subject: TaskOnCluster) -> Iterator[Hit]:
    """Compare one Pod of the task with the quotas of a namespace in which nothing else runs."""
    task, profile, built = subject.task, subject.cluster.profile, pod_on(subject.task, subject.cluster)
    if profile is None or built is None:
        return
    quotas = profile.inventory.of("ResourceQuota", profile.namespace)
    for over in over_quota([(built.spec, 1)], quotas):
        yield Hit(
            f"one Pod has {over.resource} {over.asked}, over the {over.hard} that the quota {over.quota!r} gives "
            f"to the namespace {profile.namespace!r}",
            task.at(*asked_at(task)),
            field="resources",
            value=str(over.asked),
            fix=f"ask for at most {over.hard}, or have the quota raised",
        )


CLU004 = Rule(
    code="CLU004",
    slug="over-quota",
    severity=Severity.ERROR,
    summary="A task asks for more than a quota of its namespace gives",
    why=(
        "The API server refuses the Pod, even where nothing else runs: each attempt of the task fails at once. The rule is "
        "silent until a [profile of the cluster](../clusters.md) has its ResourceQuotas."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(cpu=4, memory="20Gi", gpu=8))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(cpu=4, memory="20Gi", gpu=4))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK_ON_CLUSTER,
    check=check,
)
