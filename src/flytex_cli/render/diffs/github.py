"""A comparison as annotations on a pull request: breaking changes are errors, others of behaviour warnings."""

from __future__ import annotations

from flytex_cli.diff.change import Change, Impact
from flytex_cli.diff.report import DiffReport, TaskChanges
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.github import command
from flytex_cli.render.diffs.summary import counts_text, values

_LEVELS = {Impact.BREAKING: "error", Impact.BEHAVIOUR: "warning", Impact.COSMETIC: "notice"}


def render(report: DiffReport) -> bytes:
    """Write one line per change, at the place of its task if that still has one, and the counts."""
    lines = [_line(task, change) for task in report.tasks for change in task.changes]
    lines.append(command("notice", counts_text(report), {"title": "flytex diff"}))
    return "".join(lines).encode()


def _line(task: TaskChanges, change: Change) -> str:
    location = task.new.location if task.new is not None else None
    old, new = values(change)
    shown = " -> ".join(value if value is not None else "(not set)" for value in (old, new))
    detail = f": {change.path}: {shown}" if change.field is not None else ""
    place = {"file": location.file, "line": location.line} if location is not None else {}
    properties = {**place, "title": f"{change.impact.value}: {task.name}"}
    return command(_LEVELS[change.impact], escape_line(f"{change.why}{detail}"), properties)
