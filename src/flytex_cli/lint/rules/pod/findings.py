"""What podspec says of a task, as hits."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod import aspect, pod_findings, written
from flytex_cli.project import Task
from flytex_cli.records import Severity


def pod_hits(task: Task, severity: Severity) -> Iterator[Hit]:
    """Yield the findings of one severity, each at the setting that fills the field."""
    for found in pod_findings(task):
        if found.severity is severity:
            yield Hit(
                found.message,
                task.at(*written(found.field, task.k8s_pod is not None)),
                field=found.field,
                aspect=aspect(found, task),
                fix=found.hint or "flytex podspec shows the whole Pod",
            )
