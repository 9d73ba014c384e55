"""A comparison as text."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.diff.change import Change, Impact
from flytex_cli.diff.report import Block, DiffReport
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.text import Line, to_plain
from flytex_cli.render.diffs.summary import (
    counts_text,
    effect_lines,
    folded_text,
    heading_texts,
    names_text,
    notes,
    values,
)

STYLES = {Impact.BREAKING: "bold red", Impact.BEHAVIOUR: "yellow", Impact.COSMETIC: "dim"}
_INDENT = " " * 13


def render(report: DiffReport) -> bytes:
    """Write all changes, without colours."""
    return to_plain(diff_lines(report))


def diff_lines(report: DiffReport) -> Iterator[Line]:
    """Lay out the changes by task, the worst first, what they do, then the counts."""
    for block in report.blocks:
        yield heading(block)
        for change in block.changes:
            yield from _change(change)
        if block.folded:
            yield [(f"  folded: {folded_text(block.folded)}", "dim")]
        yield []
    yield from closing(report)


def heading(block: Block) -> Line:
    """`~ shop.train  flows/train.py:3`."""
    sign, names, where = heading_texts(block)
    line: Line = [(f"{sign} ", ""), (names, "bold")]
    return [*line, (f"  {where}", "dim")] if where else line


def closing(report: DiffReport) -> Iterator[Line]:
    """Yield what the changes do, what is not shown, and the counts."""
    for effect in report.effects:
        yield [("! ", ""), (effect.kind.value, "bold magenta"), (f"  {names_text(effect.tasks)}", "")]
        for line in effect_lines(effect):
            yield [(f"{_INDENT}{line}", "")]
        for command in effect.commands:
            yield [(f"{_INDENT}$ {escape_line(command)}", "cyan")]
    if report.effects:
        yield []
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
