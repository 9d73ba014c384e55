"""CLU007: more than Flyte's own settings allow."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.cluster.amounts import LIMITS, REQUESTS, of_container
from flytex_cli.lint.cluster import TaskOnCluster
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod_on_cluster import asked_at, running_on
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.records import Severity


def check(subject: TaskOnCluster) -> Iterator[Hit]:
    """Compare the task's own container with `task_resource.max`."""
    task, profile, built = subject.task, subject.cluster.profile, running_on(subject.task, subject.cluster)
    if profile is None or built is None or not profile.maximums:
        return
    containers = built.spec.get("containers") or ()
    own = next(each for each in reversed(containers) if each.get("name") == built.primary_name)
    for resource, most in sorted(profile.maximums.items()):
        names = _names(resource, profile.cluster.config)
        amounts = [
            amounts[name]
            for side in (REQUESTS, LIMITS)
            for amounts in [of_container(own, side)]
            for name in names
            if name in amounts
        ]
        if amounts and max(amounts) > most.amount:
            yield Hit(
                f"{resource} is {max(amounts)}, over the maximum of {most.amount} in Flyte's settings "
                f"(task_resource.max.{resource} in {most.file.name}); the open-source backend neither lowers nor "
                "refuses it, another platform may",
                task.at(*asked_at(task)),
                field="resources",
                value=str(max(amounts)),
                fix=f"ask for at most {most.amount}",
            )


def _names(resource: str, config: ClusterConfig) -> list[str]:
    """Return what Kubernetes calls a resource of the settings."""
    if resource == "gpu":
        return config.accelerator_names()
    return ["ephemeral-storage" if resource == "storage" else resource]


CLU007 = Rule(
    code="CLU007",
    slug="over-platform-maximum",
    severity=Severity.WARNING,
    summary="A task asks for more than the maximum in Flyte's settings",
    why=(
        "`flyte get settings` calls it the maximum of limits applied to the Pods of tasks: a platform that applies it does not "
        "give the task what it asks for. Flyte's open-source backend keeps the settings and applies none of them "
        "(flyteorg/flyte 6fadb90d, `runs/service/settings_service.go`). The rule is silent until a "
        "[profile of the cluster](../clusters.md) has settings with a maximum."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(cpu=4, memory="8Gi", disk="200Gi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(cpu=4, memory="8Gi", disk="50Gi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK_ON_CLUSTER,
    check=check,
)
