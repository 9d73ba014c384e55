"""CLU004: a Pod that is over a quota of its namespace."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.cluster.quotas import over_quota
from flytex_cli.lint.cluster import WorkloadOnCluster
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod_on_cluster import asked_at, running_on
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.records import Severity


def check(subject: WorkloadOnCluster) -> Iterator[Hit]:
    """Compare what runs at once at least with the quotas of a namespace in which nothing else runs."""
    workload, profile, running = (
        subject.workload,
        subject.cluster.profile,
        running_on(subject.workload, subject.cluster),
    )
    if profile is None or running is None:
        return
    quotas = profile.inventory.of("ResourceQuota", profile.namespace)
    of_one = list(over_quota([(running.spec, 1)], quotas))
    every = of_one or list(over_quota([(running.spec, running.replicas)], quotas))
    have = "one Pod has" if of_one else f"its {running.replicas} replicas, the fewest that run, have"
    for over in every:
        yield Hit(
            f"{have} {over.resource} {over.asked}, over the {over.hard} that the quota {over.quota!r} gives "
            f"to the namespace {profile.namespace!r}: the API server refuses it",
            workload.at(*(asked_at(workload) if of_one else ("scaling",))),
            field="resources" if of_one else "scaling.replicas",
            value=str(over.asked),
            fix=f"ask for at most {over.hard}, or have the quota raised",
        )


CLU004 = Rule(
    code="CLU004",
    slug="over-quota",
    severity=Severity.ERROR,
    summary="A task or an app asks for more than a quota of its namespace gives",
    why=(
        "The API server refuses the Pod, even where nothing else runs: each attempt of the task fails at once, and the app does "
        "not start. Of an app its least replicas count too. The rule is silent until a [profile of the cluster](../clusters.md) has its ResourceQuotas."
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
    scope=Scope.WORKLOAD_ON_CLUSTER,
    check=check,
)
