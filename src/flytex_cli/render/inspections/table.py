"""Tasks as a table of text; one task as titled lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flytex_cli.inspect.columns import COLUMNS
from flytex_cli.inspect.model import Overview, TaskSummary
from flytex_cli.inspect.report import InspectReport
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.text import Line, to_plain
from flytex_cli.render.inspections.details import sections

_GAP = "  "


def render(report: InspectReport) -> bytes:
    """Write the overview, or each task at length."""
    return _tasks(report.overview) if report.detailed else _overview(report.overview)


def _overview(overview: Overview) -> bytes:
    """Return the environments, then the tasks; columns as wide as their longest value, whatever the terminal."""
    environments = [
        (each.name, str(len(each.tasks)), ", ".join(each.depends_on), each.description or "", str(each.location))
        for each in overview.environments
    ]
    tasks = [[column.text(task) for column in COLUMNS] for task in overview.tasks]
    lines = [
        *_table(("environment", "tasks", "depends on", "description", "place"), environments),
        "",
        *_table(tuple(column.name for column in COLUMNS), tasks),
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lay out a table without the columns that are empty in every row."""
    shown = [[escape_line(cell) or "-" for cell in row] for row in rows]
    kept = [index for index in range(len(header)) if any(row[index] != "-" for row in shown)] or [0]
    widths = [max(len(row[index]) for row in [header, *shown]) for index in kept]
    for row in [[name.upper() for name in header], *shown]:
        cells = (row[index].ljust(width) for index, width in zip(kept, widths, strict=True))
        yield _GAP.join(cells).rstrip()


def _tasks(overview: Overview) -> bytes:
    """Each task at length, without colours."""
    return to_plain(task_lines(overview.tasks))


def task_lines(tasks: Sequence[TaskSummary]) -> Iterator[Line]:
    """Yield each task at length."""
    for index, task in enumerate(tasks):
        if index:
            yield []
        yield [(escape_line(task.name), "bold"), (f"  {escape_line(str(task.location))}", "dim")]
        for text in (task.docs or "").splitlines():
            yield [(f"  {escape_line(text)}".rstrip(), "")]
        for title, lines in sections(task):
            for number, text in enumerate(lines):
                yield [(f"{title if number == 0 else '':<13}", "cyan"), (text, "")]
