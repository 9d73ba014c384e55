"""All environments and tasks of a run, as they are shown."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from flytex_cli.inspect.columns import Filter, sorted_tasks
from flytex_cli.inspect.model import EnvironmentSummary, Overview, TaskSummary
from flytex_cli.inspect.tasks import to_task
from flytex_cli.load.locations import task_locations
from flytex_cli.records import EnvironmentRecord, ModuleReport, ShownLocation, TaskRecord


def to_overview(
    records: Sequence[TaskRecord],
    reports: Sequence[ModuleReport],
    at: datetime | None,
    filters: Sequence[Filter] = (),
    sort: str | None = None,
) -> Overview:
    """Collect what is shown of some tasks and the environments they are in.

    Args:
        at: what fire times come after; None leaves them out.
        filters: which tasks are shown.
        sort: the column to sort by; the order in which they were met when None.
    """
    places = task_locations(reports)
    roots = {record.name: report.root for report in reports for record in report.records}
    every = [to_task(record, places[record.name], roots[record.name], at) for record in records]
    tasks = sorted_tasks([task for task in every if all(each.lets_pass(task) for each in filters)], sort)
    environments = _environments(reports, tasks, whole=not filters and len(records) == _count(reports))
    return Overview(tuple(environments), tuple(tasks), at.isoformat() if at is not None else None)


def _count(reports: Sequence[ModuleReport]) -> int:
    return len({record.name for report in reports for record in report.records})


def _environments(
    reports: Sequence[ModuleReport], tasks: Sequence[TaskSummary], whole: bool
) -> list[EnvironmentSummary]:
    """Each environment once, however many modules reach it; without tasks only where nothing was left out."""
    here = Path(os.path.realpath(os.curdir))
    merged: dict[tuple[str, ShownLocation], EnvironmentRecord] = {}
    for report in reports:
        for environment in report.environments:
            place = environment.location.shown(report.root, here)
            merged.setdefault((environment.name, place), environment)
    by_environment: dict[str | None, list[TaskSummary]] = {}
    for task in tasks:
        by_environment.setdefault(task.environment, []).append(task)
    return [
        EnvironmentSummary(
            name, each.kind, place, each.description, each.depends_on, tuple(by_environment.pop(name, ()))
        )
        for (name, place), each in merged.items()
        if whole or name in by_environment
    ]
