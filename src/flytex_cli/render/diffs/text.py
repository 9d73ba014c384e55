"""A comparison as text."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.diff.change import Change, Impact, Kind
from flytex_cli.diff.report import DiffReport, TaskChanges
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.text import Line, to_plain
from flytex_cli.render.diffs.summary import counts_text, folded_text, notes, of_task, place, values

STYLES = {Impact.BREAKING: "bold red", Impact.BEHAVIOUR: "yellow", Impact.COSMETIC: "dim"}
SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.RENAMED: ">", Kind.CHANGED: "~"}
_INDENT = " " * 13


def render(report: DiffReport) -> bytes:
    """Write all changes, without colours."""
    return to_plain(diff_lines(report))


def diff_lines(report: DiffReport) -> Iterator[Line]:
    """Lay out task by task, the worst first, then the counts."""
    for task in report.tasks:
        yield heading(task)
        for change in task.changes:
            yield from _change(change)
        if task.folded:
            yield [(f"  folded: {folded_text(task.folded)}", "dim")]
        yield []
    yield from closing(report)


def heading(task: TaskChanges) -> Line:
    """`~ shop.train  flows/train.py:3`."""
    line: Line = [(f"{SIGNS[of_task(task)]} ", ""), (escape_line(task.name), "bold")]
    return [*line, (f"  {where}", "dim")] if (where := place(task)) else line


def closing(report: DiffReport) -> Iterator[Line]:
    """Yield what is not shown, and the counts."""
    for note in notes(report):
        yield [(note, "dim")]
    yield [(counts_text(report), "bold")]


def _change(change: Change) -> Iterator[Line]:
    yield [("  ", ""), (f"{change.impact.value:<11}", STYLES[change.impact]), (escape_line(change.why), "")]
    if change.field is None:
        return
    old, new = values(change)
    yield [(f"{_INDENT}{escape_line(change.path)}", "cyan")]
    if old is not None:
        yield [(f"{_INDENT}- {old}", "red")]
    if new is not None:
        yield [(f"{_INDENT}+ {new}", "green")]
