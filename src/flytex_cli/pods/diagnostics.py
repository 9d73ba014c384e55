"""Findings on Pods as diagnostics: with a place and a task, ready to print."""

from __future__ import annotations

from flytex_cli.pods.errors import TaskPodError
from flytex_cli.pods.findings import PodFinding
from flytex_cli.records import Diagnostic, Severity, ShownLocation


def to_diagnostic(
    finding: PodFinding, location: ShownLocation | None, task: str | None = None, app: str | None = None
) -> Diagnostic:
    """Return a finding as a diagnostic; its code ends the sentence, in brackets."""
    return Diagnostic(
        finding.severity,
        f"{finding.message} [{finding.code.value}]",
        hint=finding.hint,
        location=location,
        task=task,
        app=app,
        field=finding.field or None,
    )


def refusal(error: TaskPodError, location: ShownLocation, task: str) -> Diagnostic:
    """Return the diagnostic of a task that describes no Pod."""
    return Diagnostic(Severity.ERROR, error.message, hint=error.hint, location=location, task=task, field=error.field)
