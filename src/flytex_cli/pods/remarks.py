"""Findings on Pods as diagnostics: with a place and a task, ready to be said."""

from __future__ import annotations

from flytex_cli import records
from flytex_cli.pods.errors import TaskPodError
from flytex_cli.pods.findings import PodFinding, Severity
from flytex_cli.records import Diagnostic, ShownLocation

_SEVERITIES = {Severity.ERROR: records.Severity.ERROR, Severity.WARNING: records.Severity.WARNING}


def to_diagnostic(finding: PodFinding, location: ShownLocation | None, task: str | None = None) -> Diagnostic:
    """Return a finding as a diagnostic; its code ends the sentence, in brackets."""
    return Diagnostic(
        _SEVERITIES[finding.severity],
        f"{finding.message} [{finding.code.value}]",
        hint=finding.hint,
        location=location,
        task=task,
        field=finding.field or None,
    )


def refusal(error: TaskPodError, location: ShownLocation, task: str) -> Diagnostic:
    """Return the diagnostic of a task that describes no Pod."""
    return Diagnostic(
        records.Severity.ERROR, error.message, hint=error.hint, location=location, task=task, field=error.field
    )
