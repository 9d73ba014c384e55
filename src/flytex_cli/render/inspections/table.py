"""Tasks and apps as tables of text; one of them as titled lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flytex_cli.inspect.columns import COLUMNS, Item
from flytex_cli.inspect.model import Overview
from flytex_cli.inspect.report import InspectReport
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.text import Line, to_plain
from flytex_cli.render.inspections.details import about, sections

_GAP = "  "


def render(report: InspectReport) -> bytes:
    """Write the overview, or each task and app at length."""
    return to_plain(detail_lines(report.overview)) if report.detailed else _overview(report.overview)


def _overview(overview: Overview) -> bytes:
    """Return the environments, the tasks, the apps; columns as wide as their longest value, whatever the terminal."""
    environments = [
        (each.name, str(len(each.tasks)), ", ".join(each.depends_on), each.description or "", str(each.location))
        for each in overview.environments
    ]
    lines = [*_table(("environment", "tasks", "depends on", "description", "place"), environments)]
    items: tuple[Sequence[Item], ...] = (overview.tasks, overview.apps)
    for shown in items if overview.apps else items[:1]:
        if shown or (shown is overview.tasks and not overview.apps):
            rows = [[column.text(item) for column in COLUMNS] for item in shown]
            lines += ["", *_table(tuple(column.name for column in COLUMNS), rows)]
    return "".join(f"{line}\n" for line in lines).encode()


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lay out a table without the columns that are empty in every row."""
    shown = [[escape_line(cell) or "-" for cell in row] for row in rows]
    kept = [index for index in range(len(header)) if any(row[index] != "-" for row in shown)] or [0]
    widths = [max(len(row[index]) for row in [header, *shown]) for index in kept]
    for row in [[name.upper() for name in header], *shown]:
        cells = (row[index].ljust(width) for index, width in zip(kept, widths, strict=True))
        yield _GAP.join(cells).rstrip()


def detail_lines(overview: Overview) -> Iterator[Line]:
    """Yield each task and app at length."""
    for index, item in enumerate(overview.items):
        if index:
            yield []
        yield [(escape_line(item.name), "bold"), (f"  {escape_line(str(item.location))}", "dim")]
        for text in about(item).splitlines():
            yield [(f"  {escape_line(text)}".rstrip(), "")]
        for title, lines in sections(item):
            for number, text in enumerate(lines):
                yield [(f"{title if number == 0 else '':<13}", "cyan"), (text, "")]
