"""CLU005: a Pod that a LimitRange does not allow."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.cluster.limit_ranges import out_of_range
from flytex_cli.lint.cluster import WorkloadOnCluster
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod_on_cluster import asked_at, running_on
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import App
from flytex_cli.records import Severity


def check(subject: WorkloadOnCluster) -> Iterator[Hit]:
    """Compare the Pod with the LimitRanges of its namespace."""
    workload, profile, running = (
        subject.workload,
        subject.cluster.profile,
        running_on(subject.workload, subject.cluster),
    )
    if profile is None or running is None:
        return
    own = "the app" if isinstance(workload, App) else "the task"
    for found in out_of_range(running.spec, profile.inventory.of("LimitRange", profile.namespace)):
        if isinstance(workload, App) and found.container is None and not found.is_over:
            continue  # Knative puts a container of its own in the Pod, which may have what is missing
        is_own = found.container in (None, running.primary_name)
        owner = "the Pod" if found.container is None else f"container {found.container!r}"
        yield Hit(
            f"{own if found.container == running.primary_name else owner} {found.message} "
            f"(LimitRange {found.name!r} of the namespace {profile.namespace!r}): the API server refuses it",
            workload.at(*(asked_at(workload) if is_own else ("pod_template",))),
            field="resources" if is_own else "pod_template",
            fix="stay in the range, or have it changed",
        )


CLU005 = Rule(
    code="CLU005",
    slug="out-of-limit-range",
    severity=Severity.ERROR,
    summary="A task or an app asks for an amount that a LimitRange of its namespace does not allow",
    why=(
        "The API server refuses the Pod: each attempt of the task fails at once, and the app does not start. The rule is silent until a "
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
    scope=Scope.WORKLOAD_ON_CLUSTER,
    check=check,
)
