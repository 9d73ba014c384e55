"""A comparison on a terminal: side by side where it is wide, coloured lines otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flytex_cli.render.diffs.summary import folded_text, values
from flytex_cli.render.diffs.text import STYLES, closing, diff_lines, heading
from flytex_cli.render.escape import escape_line

if TYPE_CHECKING:
    from flytex_cli.diff.result import DiffResult

WIDE = 120
"""Columns from which two sides fit beside each other."""


def print_diff(result: DiffResult, *, everything: bool, colored: bool) -> None:
    """Print a comparison."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(no_color=not colored, highlight=False)
    if console.width < WIDE:
        for line in diff_lines(result, everything):
            console.print(Text.assemble(*line), soft_wrap=True)
        return
    for task in result.tasks(everything):
        console.print(Text.assemble(*heading(task)))
        table = Table(box=box.SIMPLE_HEAD, expand=True)
        for name, ratio in (("Change", 3), ("Field", 5), ("Old", 4), ("New", 4)):
            table.add_column(name, ratio=ratio, overflow="fold")
        for change in task.changes:
            if change.field is None:
                console.print(
                    Text.assemble("  ", (change.impact.value, STYLES[change.impact]), f" {escape_line(change.why)}")
                )
                continue
            old, new = (Text(value or "", style) for value, style in zip(values(change), ("red", "green"), strict=True))
            why = Text.assemble((change.impact.value, STYLES[change.impact]), f"\n{escape_line(change.why)}")
            table.add_row(why, Text(escape_line(change.path), "cyan"), old, new)
        if table.row_count:
            console.print(table)
        if task.folded:
            console.print(Text(f"  folded: {folded_text(task.folded)}", "dim"))
        console.print()
    for line in closing(result, everything):
        console.print(Text.assemble(*line), soft_wrap=True)
