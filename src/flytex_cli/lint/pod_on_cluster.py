"""The Pod that a task or an app becomes on the cluster of a profile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from flytex_cli.lint.pod_template import APP_CONTAINER, pod_spec
from flytex_cli.project import App, Workload
from flytex_cli.project.fields import Step

if TYPE_CHECKING:
    from flyteidl2.app.app_definition_pb2 import App as AppMessage
    from flyteidl2.task.task_definition_pb2 import TaskSpec

    from flytex_cli.cluster.profile import Profile
    from flytex_cli.lint.cluster import ClusterFacts, WorkloadOnCluster
    from flytex_cli.wire.struct import JsonObject


@dataclass(frozen=True, eq=False)
class Running:
    """What runs of a task or an app.

    Attributes:
        spec: the PodSpec; of an app without the container that Knative puts beside its own.
        primary_name: the container that runs the task, or serves the app.
        replicas: how many of the Pod run at once at least; one of an app that may have none, as it does when it serves.
    """

    spec: JsonObject
    primary_name: str
    replicas: int = 1


_KNOWN: WeakKeyDictionary[Profile, WeakKeyDictionary[Workload, Running | None]] = WeakKeyDictionary()
"""What was built, for the several rules that ask of the same task."""


def running_on(workload: Workload, facts: ClusterFacts) -> Running | None:
    """Return the Pod of a task or an app; None where there is no profile, or it becomes none."""
    if facts.profile is None or workload.spec is None:
        return None
    known = _KNOWN.setdefault(facts.profile, WeakKeyDictionary())
    if workload not in known:
        known[workload] = _built(workload, facts.profile)
    return known[workload]


def asked_at(workload: Workload) -> tuple[Step, ...]:
    """Return the setting that says what the own container asks for."""
    is_template = workload.declared.pod_template and not workload.facts.resources
    return ("pod_template",) if is_template else ("resources",)


def spec_on(subject: WorkloadOnCluster) -> JsonObject:
    """Return the PodSpec; where no profile says what it becomes, that of the template, empty without any."""
    running = running_on(subject.workload, subject.cluster)
    return running.spec if running is not None else dict(pod_spec(subject.workload) or {})


def _built(workload: Workload, profile: Profile) -> Running | None:
    if isinstance(workload, App):
        return None if workload.record is None else _of_app(workload.record.app, profile)
    return None if workload.spec is None else _of_task(workload.spec, profile)


def _of_task(spec: TaskSpec, profile: Profile) -> Running | None:
    from flytex_cli.pods.build import BuiltPod, to_pod
    from flytex_cli.pods.errors import TaskPodError
    from flytex_cli.pods.run import RunOptions

    template = spec.task_template
    if template.WhichOneof("target") == "container" and not template.container.ByteSize():
        return None  # a service of the task's own runs it, such as a connector
    cluster = profile.cluster
    try:
        built = to_pod(spec, RunOptions(namespace=profile.given_namespace), cluster.config, cluster.templates)
    except TaskPodError:
        return None  # the other rules on Pods tell of it
    return Running(built.spec, built.primary_name) if isinstance(built, BuiltPod) else None


def _of_app(app: AppMessage, profile: Profile) -> Running | None:
    from flytex_cli.services.build import to_service
    from flytex_cli.services.completed import completed
    from flytex_cli.services.errors import AppServiceError

    try:
        built = to_service(app, profile.cluster.config, profile.given_namespace)
    except AppServiceError:
        return None  # it has no payload, which the rules on apps tell of
    replicas = app.spec.autoscaling.replicas
    return Running(completed(built.pod_spec), APP_CONTAINER, max(1, replicas.min))
