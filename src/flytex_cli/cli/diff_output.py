"""A comparison for a person: side by side on a wide terminal, lines otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flytex_cli.cli.fit import GAP, folded
from flytex_cli.cli.output import Output, to_text
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.diffs.summary import folded_text, values
from flytex_cli.render.diffs.text import STYLES, closing, diff_lines, heading

if TYPE_CHECKING:
    from rich.console import RenderableType

    from flytex_cli.diff.report import DiffReport

WIDE = 120
"""Columns from which two sides fit beside each other."""


def write_diff(report: DiffReport, output: Output) -> None:
    """Write a comparison as text: on a terminal in a pager if it is long, and in columns if it is wide."""
    if not output.is_terminal:
        output.write_lines(diff_lines(report))
    elif output.console().width >= WIDE:
        output.page(*_tables(report, output.console().width))
    else:
        output.page(to_text(diff_lines(report)))


def _tables(report: DiffReport, width: int) -> Iterator[RenderableType]:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    shares = [(width - 3 * GAP) * sixteenths // 16 for sixteenths in (3, 5, 4, 4)]
    for block in report.blocks:
        yield Text.assemble(*heading(block))
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0))
        for name, share in zip(("Change", "Field", "Old", "New"), shares, strict=True):
            table.add_column(name, width=share, overflow="fold")
        for change in block.changes:
            if change.field is None:
                verdict = (change.impact.value, STYLES[change.impact]), f" {escape_line(change.why)}"
                yield Text.assemble("  ", *verdict)
                continue
            old, new = (Text(value or "", style) for value, style in zip(values(change), ("red", "green"), strict=True))
            why = Text.assemble((change.impact.value, STYLES[change.impact]), f"\n{escape_line(change.why)}")
            table.add_row(why, Text(folded(escape_line(change.path), shares[1]), "cyan"), old, new)
        if table.row_count:
            yield table
        if block.folded:
            yield Text(f"  folded: {folded_text(block.folded)}", "dim")
        yield Text("")
    yield to_text(closing(report))
