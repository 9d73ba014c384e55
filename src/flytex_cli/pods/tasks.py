"""The Pods of loaded tasks, one by one, with all that is to be said of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flytex_cli.pods.build import BuiltPod, to_pod
from flytex_cli.pods.cluster import Cluster
from flytex_cli.pods.diagnostics import refusal, to_diagnostic
from flytex_cli.pods.errors import TaskPodError
from flytex_cli.pods.routing import NotAPod
from flytex_cli.pods.run import RunOptions
from flytex_cli.records import Diagnostic, ShownLocation, TaskRecord


@dataclass(frozen=True)
class TaskPod:
    """A task and the Pod of one attempt of it."""

    record: TaskRecord
    built: BuiltPod
    location: ShownLocation

    @property
    def name(self) -> str:
        return self.record.name

    @property
    def environment(self) -> str | None:
        return self.record.environment


@dataclass(frozen=True)
class Elsewhere:
    """A task that the backend makes no plain Pod for."""

    record: TaskRecord
    location: ShownLocation
    what: NotAPod


@dataclass(frozen=True)
class TaskPods:
    """What became of a set of tasks."""

    pods: tuple[TaskPod, ...]
    elsewhere: tuple[Elsewhere, ...]
    diagnostics: tuple[Diagnostic, ...]


def to_task_pods(
    records: Iterable[TaskRecord], run: RunOptions, cluster: Cluster, locations: Mapping[str, ShownLocation]
) -> TaskPods:
    """Build the Pod of every task; one that cannot be built is reported and left out.

    Args:
        records: the tasks.
        run: the run the Pods are shown for.
        cluster: where they run.
        locations: where a person finds each task, by its name.

    Raises:
        UsageError: the options are no run.
    """
    pods: list[TaskPod] = []
    elsewhere: list[Elsewhere] = []
    diagnostics: list[Diagnostic] = []
    for record in records:
        location = locations[record.name]
        try:
            built = to_pod(record.spec, run, cluster.config, cluster.templates)
        except TaskPodError as error:
            diagnostics.append(refusal(error, location, record.name))
            continue
        if isinstance(built, NotAPod):
            elsewhere.append(Elsewhere(record, location, built))
            continue
        pods.append(TaskPod(record, built, location))
        diagnostics += (to_diagnostic(finding, location, record.name) for finding in built.findings)
    return TaskPods(tuple(pods), tuple(elsewhere), tuple(diagnostics))
