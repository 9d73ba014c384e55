"""Environments, tasks and apps in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flytex_cli.inspect.columns import COLUMNS, Item
from flytex_cli.inspect.model import Overview
from flytex_cli.inspect.report import InspectReport
from flytex_cli.render.common.markdown import code
from flytex_cli.render.inspections.details import sections


def render(report: InspectReport) -> bytes:
    """Write the overview, or each task and app at length."""
    return _details(report.overview) if report.detailed else _overview(report.overview)


def _overview(overview: Overview) -> bytes:
    """Write one heading and one table per environment."""
    lines: list[str] = []
    inside = {task.name for environment in overview.environments for task in environment.tasks}
    groups: list[tuple[str, Sequence[Item]]] = [
        (each.name, (*each.tasks, each.app) if each.app is not None else each.tasks) for each in overview.environments
    ]
    outside = tuple(task for task in overview.tasks if task.name not in inside)
    for name, items in [*groups, *([("", outside)] if outside else [])]:
        lines += [f"### {code(name) or 'Without an environment'}", ""]
        if items:
            rows = [[column.text(item) for column in COLUMNS] for item in items]
            lines += [*_table([column.name for column in COLUMNS], rows), ""]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _details(overview: Overview) -> bytes:
    """Write one heading and one table per task and app."""
    lines: list[str] = []
    for item in overview.items:
        lines += [f"### {code(item.name)}", "", code(str(item.location)), ""]
        lines += ["| | |", "|---|---|"]
        lines += [f"| {title} | {'<br>'.join(code(line) for line in texts)} |" for title, texts in sections(item)]
        lines += [""]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    kept = [index for index in range(len(header)) if any(row[index] for row in rows)]
    yield f"| {' | '.join(header[index] for index in kept)} |"
    yield f"|{'---|' * len(kept)}"
    for row in rows:
        yield f"| {' | '.join(code(row[index]) for index in kept)} |"
