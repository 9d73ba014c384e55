"""A comparison on a terminal: side by side where it is wide, coloured lines otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flytex_cli.cli.paging import print_paged, terminal, to_text
from flytex_cli.render.diffs.summary import folded_text, values
from flytex_cli.render.diffs.text import STYLES, closing, diff_lines, heading
from flytex_cli.render.escape import escape_line

if TYPE_CHECKING:
    from rich.console import RenderableType

    from flytex_cli.diff.result import DiffResult

WIDE = 120
"""Columns from which two sides fit beside each other."""


def print_diff(result: DiffResult, *, everything: bool, colored: bool) -> None:
    """Print a comparison, through a pager if it is long."""
    console = terminal(colored)
    wide = console.width >= WIDE
    print_paged(console, _tables(result, everything) if wide else [to_text(diff_lines(result, everything))])


def _tables(result: DiffResult, everything: bool) -> Iterator[RenderableType]:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    for task in result.tasks(everything):
        yield Text.assemble(*heading(task))
        table = Table(box=box.SIMPLE_HEAD, expand=True)
        for name, ratio in (("Change", 3), ("Field", 5), ("Old", 4), ("New", 4)):
            table.add_column(name, ratio=ratio, overflow="fold")
        for change in task.changes:
            if change.field is None:
                said = (change.impact.value, STYLES[change.impact]), f" {escape_line(change.why)}"
                yield Text.assemble("  ", *said)
                continue
            old, new = (Text(value or "", style) for value, style in zip(values(change), ("red", "green"), strict=True))
            why = Text.assemble((change.impact.value, STYLES[change.impact]), f"\n{escape_line(change.why)}")
            table.add_row(why, Text(escape_line(change.path), "cyan"), old, new)
        if table.row_count:
            yield table
        if task.folded:
            yield Text(f"  folded: {folded_text(task.folded)}", "dim")
        yield Text("")
    yield to_text(closing(result, everything))
