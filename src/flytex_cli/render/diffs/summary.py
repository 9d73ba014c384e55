"""What a comparison came to, in sentences that several forms share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from flytex_cli.diff.change import Change, Kind
from flytex_cli.diff.fields import MISSING
from flytex_cli.diff.report import DiffReport, TaskChanges
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.diffs.wire_text import value_text

MAX_VALUE = 200
"""A longer value is cut, in characters."""


def task_counts(report: DiffReport) -> dict[str, int]:
    """Count the tasks added, removed, renamed, changed, and those unchanged but for what is not shown."""
    kinds: Counter[Kind] = Counter(of_task(task) for task in report.tasks)
    shown = {kind.value: kinds[kind] for kind in Kind}
    both = len({*report.comparison.olds} & {*report.comparison.news})
    return {**shown, "unchanged": both - shown[Kind.CHANGED.value]}


def of_task(task: TaskChanges) -> Kind:
    """Say what happened to the task as a whole."""
    return next((change.kind for change in task.changes if change.field is None), Kind.CHANGED)


def counts_text(report: DiffReport) -> str:
    """Write `1 added, 2 changed, 7 unchanged; 1 breaking, 3 behaviour`."""
    tasks = task_counts(report)
    changes = {impact.value: count for impact, count in report.impacts.items()}
    text = _listed({name: count for name, count in tasks.items() if count}) or "no tasks"
    impacts = _listed({name: count for name, count in changes.items() if count})
    return f"{text}; {impacts}" if impacts else text


def notes(report: DiffReport) -> list[str]:
    """Return the notes beside the changes: what is noise alone, cannot be compared, or has no known triggers."""
    lines = []
    lines += [f"{count} {_tasks(count)} only in {name}" for name, count in report.only_noise.items()]
    lines += [
        f"not compared: {escape_line(each.name)} ({escape_line(each.side)} failed)"
        for each in report.comparison.unknown
    ]
    if not report.comparison.with_triggers:
        lines.append("triggers are not compared: task specs have none; write them with --message deploy-request")
    return lines


def place(task: TaskChanges) -> str:
    """Return where the task is written, on the side that has it last."""
    known = task.new or task.old
    return escape_line(str(known.location)) if known is not None and known.location is not None else ""


def values(change: Change) -> tuple[str | None, str | None]:
    """Return the old and the new value in one line each, cut; None where there is none."""
    if change.field is None:
        return None, None
    old, new = (
        None if side is MISSING else _cut(value_text(change.field.steps, side))
        for side in (change.field.old, change.field.new)
    )
    return old, new


def folded_text(folded: Mapping[str, int]) -> str:
    """Return what is folded of a task, by name."""
    return ", ".join(folded)


def _cut(text: str) -> str:
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 3] + "..."


def _tasks(count: int) -> str:
    return "task differs" if count == 1 else "tasks differ"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items())
