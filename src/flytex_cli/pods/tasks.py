"""The Pods of loaded tasks, one by one, with all that is to be said of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flytex_cli.pods.build import BuiltPod, to_pod
from flytex_cli.pods.cluster import Cluster
from flytex_cli.pods.errors import TaskPodError
from flytex_cli.pods.remarks import refusal, to_diagnostic
from flytex_cli.pods.routing import NotAPod
from flytex_cli.pods.run import RunOptions
from flytex_cli.records import Diagnostic, SourceLocation, TaskRecord


@dataclass(frozen=True)
class TaskPod:
    """A task and the Pod of one attempt of it."""

    record: TaskRecord
    built: BuiltPod

    @property
    def name(self) -> str:
        return self.record.name

    @property
    def environment(self) -> str | None:
        return self.record.environment

    @property
    def location(self) -> SourceLocation:
        return self.record.location


@dataclass(frozen=True)
class Elsewhere:
    """A task that the backend makes no plain Pod for."""

    record: TaskRecord
    location: SourceLocation
    what: NotAPod


@dataclass(frozen=True)
class TaskPods:
    """What became of a set of tasks."""

    pods: tuple[TaskPod, ...]
    elsewhere: tuple[Elsewhere, ...]
    diagnostics: tuple[Diagnostic, ...]


def to_task_pods(
    records: Iterable[TaskRecord], run: RunOptions, cluster: Cluster, locations: Mapping[str, SourceLocation]
) -> TaskPods:
    """Build the Pod of every task; one that cannot be built is said and left out.

    Args:
        records: the tasks.
        run: the run the Pods are shown for.
        cluster: where they run.
        locations: by task name, where a person finds the task; the record's own place where it is missing.

    Raises:
        UsageError: the options are no run.
    """
    pods: list[TaskPod] = []
    elsewhere: list[Elsewhere] = []
    diagnostics: list[Diagnostic] = []
    for record in records:
        location = locations.get(record.name, record.location)
        try:
            built = to_pod(record.spec, run, cluster.config, cluster.templates)
        except TaskPodError as error:
            diagnostics.append(refusal(error, location, record.name))
            continue
        if isinstance(built, NotAPod):
            elsewhere.append(Elsewhere(record, location, built))
            continue
        pods.append(TaskPod(record, built))
        diagnostics += (to_diagnostic(finding, location, record.name) for finding in built.findings)
    return TaskPods(tuple(pods), tuple(elsewhere), tuple(diagnostics))
