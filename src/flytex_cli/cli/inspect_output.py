"""Environments and tasks on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flytex_cli.cli.output import Output, to_text
from flytex_cli.inspect.columns import COLUMNS
from flytex_cli.inspect.model import Overview, TaskSummary
from flytex_cli.inspect.report import InspectReport
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.inspections import InspectFormat
from flytex_cli.render.inspections.table import task_lines
from flytex_cli.render.inspections.tree import tree_lines

if TYPE_CHECKING:
    from rich.console import RenderableType


def print_overview(report: InspectReport, form: InspectFormat, output: Output) -> None:
    """Print a table or a tree on a terminal, or tasks at length."""
    overview = report.overview
    if report.detailed:
        output.page(to_text(task_lines(overview.tasks)))
    elif form is InspectFormat.TREE:
        output.page(to_text(tree_lines(overview)))
    else:
        output.page(_table(overview), *_fires(overview.tasks))


def _table(overview: Overview) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD)
    shown = [column for column in COLUMNS if any(column.text(task) for task in overview.tasks)]
    for column in shown:
        table.add_column(column.name, overflow="fold", style="bold" if column.name == "name" else "")
    for task in overview.tasks:
        table.add_row(*(Text(escape_line(column.text(task))) for column in shown))
    return table


def _fires(tasks: tuple[TaskSummary, ...]) -> list[RenderableType]:
    """When triggers fire next, below the table."""
    lines = [
        [(f"{escape_line(task.name)} {escape_line(trigger.name)}", "magenta"), (f"  {_when(trigger.fires)}", "dim")]
        for task in tasks
        for trigger in task.triggers
        if trigger.fires
    ]
    return [to_text(lines)] if lines else []


def _when(fires: tuple[str, ...]) -> str:
    """Dates and times; the offset from UTC once, unless the clocks change in between."""
    offsets = list(dict.fromkeys(time[19:] for time in fires))
    each = "" if len(offsets) == 1 else "{}"
    shown = (time.replace("T", " ")[:16] + each.format(time[19:]) for time in fires)
    return "  ".join(shown) + (f"  {offsets[0]}" if len(offsets) == 1 else "")
