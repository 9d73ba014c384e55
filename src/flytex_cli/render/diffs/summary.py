"""What a comparison came to, in sentences that several forms share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from flytex_cli.credentials.hiding import hidden
from flytex_cli.diff.change import Change, Kind
from flytex_cli.diff.effects import Consequence, Effect
from flytex_cli.diff.report import Block, DiffReport, TaskChanges
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.diffs.wire_text import values_text

MAX_VALUE = 200
"""A longer value is cut, in characters."""

SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.RENAMED: ">", Kind.CHANGED: "~"}

MAX_NAMES = 10
"""So many tasks of an entry are named where people read."""


def task_counts(report: DiffReport) -> dict[str, int]:
    """Count the tasks added, removed, renamed, changed, those on which there is only an effect, and all others."""
    kinds: Counter[Kind] = Counter(of_task(task) for task in report.tasks)
    shown = {kind.value: kinds[kind] for kind in Kind}
    both = {*report.comparison.olds} & {*report.comparison.news}
    affected = len((report.affected & both) - {task.name for task in report.tasks})
    return {**shown, "affected": affected, "unchanged": len(both) - shown[Kind.CHANGED.value] - affected}


def effect_counts(report: DiffReport) -> dict[str, int]:
    """Count the tasks and apps by what is done to them."""
    named = {
        kind: {name for each in report.effects if each.kind is kind for name in each.tasks} for kind in Consequence
    }
    return {kind.value: len(names) for kind, names in named.items() if names}


def names_text(names: Sequence[str]) -> str:
    """Name tasks and apps, the first of many."""
    more = len(names) - MAX_NAMES
    shown = escape_line(", ".join(names[:MAX_NAMES]))
    return f"{shown} and {more} more" if more > 0 else shown


def effect_lines(effect: Effect) -> list[str]:
    """Return why there is an effect and what to do about it, in lines, likely secrets hidden."""
    return [hidden(escape_line(line)) for line in (effect.why, *effect.details)]


def of_task(task: TaskChanges) -> Kind:
    """Say what happened to the task as a whole."""
    return next((change.kind for change in task.changes if change.field is None), Kind.CHANGED)


def counts_text(report: DiffReport) -> str:
    """Write `1 added, 2 changed, 7 unchanged; 1 breaking, 3 behaviour`."""
    tasks = task_counts(report)
    changes = {impact.value: count for impact, count in report.impacts.items()}
    text = _listed({name: count for name, count in tasks.items() if count}) or "no tasks"
    impacts = _listed({name: count for name, count in changes.items() if count})
    return "; ".join(part for part in (text, impacts, _listed(effect_counts(report))) if part)


def notes(report: DiffReport) -> list[str]:
    """Return the notes beside the changes: what is noise alone, cannot be compared, or has no known triggers."""
    lines = []
    lines += [f"{count} {_tasks(count)} only in {name}" for name, count in report.only_noise.items()]
    lines += [
        f"not compared: {escape_line(each.name)} ({escape_line(each.side)} failed)"
        for each in report.comparison.unknown
    ]
    if report.accepted:
        lines.append(f"{report.accepted} accepted change{'s'[: report.accepted != 1]} not shown")
    if not report.comparison.with_triggers:
        lines.append("triggers are not compared: one side has none; serialize --message deploy-request writes them")
    return lines


def heading_texts(block: Block) -> tuple[str, str, str]:
    """Return a sign, the names, and where it is written: one place, or how many tasks there are."""
    first, *others = block.tasks
    whole = next((change.kind for change in block.changes if change.field is None), Kind.CHANGED)
    return SIGNS[whole], names_text(block.names), f"{len(block.tasks)} together" if others else place(first)


def place(task: TaskChanges) -> str:
    """Return where the task is written, on the side that has it last."""
    known = task.new or task.old
    return escape_line(str(known.location)) if known is not None and known.location is not None else ""


def values(change: Change) -> tuple[str | None, str | None]:
    """Return the old and the new value in one line each, cut; None where there is none."""
    if change.field is None:
        return None, None
    old, new = values_text(change.field.steps, change.field.old, change.field.new)
    return None if old is None else _cut(old), None if new is None else _cut(new)


def folded_text(folded: Mapping[str, int]) -> str:
    """Return what is folded of a task, by name."""
    return ", ".join(folded)


def _cut(text: str) -> str:
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 3] + "..."


def _tasks(count: int) -> str:
    return "task differs" if count == 1 else "tasks differ"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items())
