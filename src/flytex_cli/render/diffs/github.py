"""A comparison as annotations on a pull request: breaking changes are errors, others of behaviour warnings."""

from __future__ import annotations

from flytex_cli.diff.change import Change, Impact
from flytex_cli.diff.result import DiffResult, TaskChanges
from flytex_cli.render.diffs.summary import counts_text, values
from flytex_cli.render.escape import escape_line
from flytex_cli.render.github_commands import command

_LEVELS = {Impact.BREAKING: "error", Impact.BEHAVIOUR: "warning", Impact.COSMETIC: "notice"}


def render(result: DiffResult, *, everything: bool) -> bytes:
    """One line a change, at the task's place where it still has one, and the counts."""
    lines = [_line(task, change) for task in result.tasks(everything) for change in task.changes]
    lines.append(command("notice", counts_text(result, everything), {"title": "flytex diff"}))
    return "".join(lines).encode()


def _line(task: TaskChanges, change: Change) -> str:
    location = task.new.location if task.new is not None else None
    old, new = values(change)
    shown = " -> ".join(value if value is not None else "(not set)" for value in (old, new))
    detail = f": {change.path}: {shown}" if change.field is not None else ""
    place = {"file": location.file, "line": location.line} if location is not None else {}
    properties = {**place, "title": f"{change.impact.value}: {task.name}"}
    return command(_LEVELS[change.impact], escape_line(f"{change.why}{detail}"), properties)
