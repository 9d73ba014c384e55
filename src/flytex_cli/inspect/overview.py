"""All environments, tasks and apps of a run, as they are shown."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from flytex_cli.cost.rates import Rates
from flytex_cli.inspect.apps import to_app
from flytex_cli.inspect.columns import Filter, sorted_items
from flytex_cli.inspect.model import AppSummary, EnvironmentSummary, Overview, TaskSummary
from flytex_cli.inspect.tasks import to_task
from flytex_cli.load.locations import locations
from flytex_cli.records import AppRecord, EnvironmentRecord, ModuleReport, ShownLocation, TaskRecord


def to_overview(
    records: Sequence[TaskRecord],
    apps: Sequence[AppRecord],
    reports: Sequence[ModuleReport],
    at: datetime | None,
    filters: Sequence[Filter] = (),
    sort: str | None = None,
    rates: Rates | None = None,
) -> Overview:
    """Collect what is shown of some tasks and apps and the environments they are in.

    Args:
        at: what fire times come after; None leaves them out.
        filters: which of them are shown.
        sort: the column to sort by; the order in which they were met when None.
        rates: what tasks cost is counted by.
    """
    places = locations(reports)
    roots = {record.name: report.root for report in reports for record in report.deployed}
    depends = {each.name: each.depends_on for report in reports for each in report.environments}
    every = [to_task(record, places[record.name], roots[record.name], at, rates) for record in records]
    every_app = [
        to_app(record, places[record.name], roots[record.name], depends.get(record.name, ())) for record in apps
    ]
    tasks = sorted_items([task for task in every if all(each.lets_pass(task) for each in filters)], sort)
    shown_apps = sorted_items([app for app in every_app if all(each.lets_pass(app) for each in filters)], sort)
    whole = not filters and len(records) + len(apps) == len(roots)
    environments = _environments(reports, tasks, shown_apps, whole)
    return Overview(tuple(environments), tuple(tasks), tuple(shown_apps), at.isoformat() if at is not None else None)


def _environments(
    reports: Sequence[ModuleReport], tasks: Sequence[TaskSummary], apps: Sequence[AppSummary], whole: bool
) -> list[EnvironmentSummary]:
    """Each environment once, however many modules reach it; without tasks only where nothing was left out."""
    here = Path(os.path.realpath(os.curdir))
    merged: dict[tuple[str, ShownLocation], EnvironmentRecord] = {}
    for report in reports:
        for environment in report.environments:
            place = environment.location.shown(report.root, here)
            merged.setdefault((environment.name, place), environment)
    shown_apps = {app.name: app for app in apps}
    by_environment: dict[str | None, list[TaskSummary]] = {}
    for task in tasks:
        by_environment.setdefault(task.environment, []).append(task)
    return [
        EnvironmentSummary(
            name,
            each.kind,
            place,
            each.description,
            each.depends_on,
            tuple(by_environment.pop(name, ())),
            shown_apps.get(name) if each.app is not None else None,
        )
        for (name, place), each in merged.items()
        if whole or name in by_environment or (each.app is not None and name in shown_apps)
    ]
