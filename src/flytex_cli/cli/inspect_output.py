"""Environments and tasks on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flytex_cli.cli.fit import GAP, fitting, folded
from flytex_cli.cli.output import Output, to_text
from flytex_cli.inspect.columns import COLUMNS, Column, Item
from flytex_cli.inspect.images import short_image
from flytex_cli.inspect.model import TaskSummary
from flytex_cli.inspect.report import InspectReport
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.inspections import InspectFormat
from flytex_cli.render.inspections.table import detail_lines
from flytex_cli.render.inspections.tree import tree_lines

if TYPE_CHECKING:
    from rich.console import RenderableType

USEFUL = (
    *("name", "cpu", "memory", "gpu", "cost", "place", "triggers", "image", "cache", "type"),
    *("port", "scaling", "address", "auth", "secrets", "retries", "timeout", "reuse"),
)
"""The columns from the one that a person misses most to the one that they miss least."""


def print_overview(report: InspectReport, form: InspectFormat, output: Output) -> None:
    """Print a table or a tree on a terminal, or tasks at length."""
    overview = report.overview
    if report.detailed:
        output.page(to_text(detail_lines(overview)))
    elif form is InspectFormat.TREE:
        output.page(to_text(tree_lines(overview)))
    else:
        width = output.console().width
        tables = [part for items in (overview.tasks, overview.apps) if items for part in _table(items, width)]
        output.page(*tables, *_fires(overview.tasks, width))


def _table(items: Sequence[Item], width: int) -> Iterator[RenderableType]:
    """Lay out the columns that have something to say and fit, and name those that do not fit."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    shown = [column for column in COLUMNS if any(column.text(item) for item in items)]
    cells = [[column.name, *(escape_line(_short(column, item)) for item in items)] for column in shown]
    useful = sorted(range(len(shown)), key=lambda index: USEFUL.index(shown[index].name))
    widths = fitting(cells, useful, width)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0))
    for index in widths:
        table.add_column(shown[index].name, no_wrap=True, style="bold" if shown[index].name == "name" else "")
    for row in range(1, len(items) + 1):
        table.add_row(*(Text(folded(cells[index][row], width)) for index, width in widths.items()))
    yield table
    left_out = [column.name for index, column in enumerate(shown) if index not in widths]
    if left_out:
        note = f"no room for {', '.join(left_out)}: `flytex inspect NAME` shows all there is"
        yield Text(folded(note, width), "dim")


def _short(column: Column, item: Item) -> str:
    return short_image(item.image.uri) if column.name == "image" else column.text(item)


def _fires(tasks: tuple[TaskSummary, ...], width: int) -> list[RenderableType]:
    """When triggers fire next, below the table; as many times as fit on a line."""
    lines = []
    for task in tasks:
        for trigger in task.triggers:
            name = f"{escape_line(task.name)} {escape_line(trigger.name)}"
            if trigger.fires:
                lines.append([(name, "magenta"), (f"  {_when(trigger.fires, width - len(name) - 2)}", "dim")])
    return [to_text(lines)] if lines else []


def _when(fires: tuple[str, ...], room: int) -> str:
    """Dates and times; the offset from UTC once, unless the clocks change in between."""
    offsets = list(dict.fromkeys(time[19:] for time in fires))
    each, last = ("", f"  {offsets[0]}") if len(offsets) == 1 else ("{}", "")
    shown = [time.replace("T", " ")[:16] + each.format(time[19:]) for time in fires]
    while len(shown) > 1 and len("  ".join(shown) + last) > room:
        shown.pop()
    return "  ".join(shown) + last
