"""CLU010: a trigger whose run starts more Pods than a quota has room for."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.cluster.quotas import over_quota
from flytex_cli.lint.cluster import ProjectOnCluster
from flytex_cli.lint.fan_out import fan_outs
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod_on_cluster import running_on
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.records import Severity


def check(subject: ProjectOnCluster) -> Iterator[Hit]:
    """Add the Pods of each map, and of the task that starts it, for tasks that a trigger starts."""
    project, facts, profile = subject.project, subject.cluster, subject.cluster.profile
    if profile is None:
        return
    quotas = profile.inventory.of("ResourceQuota", profile.namespace)
    for task in project.by_name.values() if quotas else ():
        own = running_on(task, facts) if task.declared.triggers else None
        for fan in fan_outs(project, task) if own is not None else ():
            mapped = running_on(fan.task, facts)
            if own is None or mapped is None or any(over_quota([(mapped.spec, 1)], quotas)):
                continue  # CLU004 tells of what one Pod is too large for
            for over in over_quota([(own.spec, 1), (mapped.spec, fan.count)], quotas):
                yield Hit(
                    f"a run that a trigger of {task.name!r} starts has {fan.count} Pods of {fan.task.name!r} at once: "
                    f"with its own they have {over.resource} {over.asked}, over the {over.hard} that the quota "
                    f"{over.quota!r} gives to the namespace {profile.namespace!r}",
                    project.place(fan.source, fan.call),
                    field=over.resource,
                    value=str(over.asked),
                    fix="give flyte.map a concurrency for which there is room, or have the quota raised",
                )


CLU010 = Rule(
    code="CLU010",
    slug="fan-out-over-quota",
    severity=Severity.WARNING,
    summary="The run that a trigger starts has more Pods at once than a quota has room for",
    why=(
        "The API server refuses the Pods that come last, and each refusal is a failed attempt. Only a `flyte.map` over a "
        "`range(...)`, list or tuple whose length is written is counted, with the `concurrency` that is written. The rule "
        "is silent until a [profile of the cluster](../clusters.md) has its ResourceQuotas."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(cpu=1, memory="8Gi"))

@env.task
def fit(fold: int) -> int:
    return fold

@env.task(triggers=flyte.Trigger("nightly", flyte.Cron("0 2 * * *")))
def sweep() -> int:
    return sum(flyte.map(fit, range(100)))
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(cpu=1, memory="8Gi"))

@env.task
def fit(fold: int) -> int:
    return fold

@env.task(triggers=flyte.Trigger("nightly", flyte.Cron("0 2 * * *")))
def sweep() -> int:
    return sum(flyte.map(fit, range(100), concurrency=5))
""",
    scope=Scope.PROJECT_ON_CLUSTER,
    check=check,
)
