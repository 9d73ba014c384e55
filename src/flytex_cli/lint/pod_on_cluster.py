"""The Pod that a task becomes on the cluster of a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from flytex_cli.lint.pod_template import pod_spec
from flytex_cli.pods.build import BuiltPod, to_pod
from flytex_cli.pods.errors import TaskPodError
from flytex_cli.pods.run import RunOptions
from flytex_cli.project import App, Task
from flytex_cli.project.fields import Step

if TYPE_CHECKING:
    from flyteidl2.task.task_definition_pb2 import TaskSpec

    from flytex_cli.cluster.profile import Profile
    from flytex_cli.lint.cluster import ClusterFacts, WorkloadOnCluster
    from flytex_cli.wire.struct import JsonObject

_KNOWN: WeakKeyDictionary[Profile, WeakKeyDictionary[Task, BuiltPod | None]] = WeakKeyDictionary()
"""What was built, for the several rules that ask of the same task."""


def pod_on(task: Task, facts: ClusterFacts) -> BuiltPod | None:
    """Return the Pod of a task; None where there is no profile, or the task becomes none."""
    if facts.profile is None or task.spec is None:
        return None
    known = _KNOWN.setdefault(facts.profile, WeakKeyDictionary())
    if task not in known:
        known[task] = _built(task.spec, facts.profile)
    return known[task]


def asked_at(task: Task) -> tuple[Step, ...]:
    """Return the setting that says what the task's container asks for."""
    return ("pod_template",) if task.declared.pod_template and not task.facts.resources else ("resources",)


def spec_on(subject: WorkloadOnCluster) -> JsonObject:
    """Return the PodSpec of a task, or the template of an app or of a task without a profile; empty without any."""
    workload = subject.workload
    built = None if isinstance(workload, App) else pod_on(workload, subject.cluster)
    return built.spec if built is not None else dict(pod_spec(workload) or {})


def _built(spec: TaskSpec, profile: Profile) -> BuiltPod | None:
    template = spec.task_template
    if template.WhichOneof("target") == "container" and not template.container.ByteSize():
        return None  # a service of the task's own runs it, such as a connector
    cluster = profile.cluster
    try:
        built = to_pod(spec, RunOptions(namespace=profile.given_namespace), cluster.config, cluster.templates)
    except TaskPodError:
        return None  # the other rules on Pods tell of it
    return built if isinstance(built, BuiltPod) else None
