"""One record a task or app, however many modules reach it."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from flytex_cli.records import AppRecord, Diagnostic, ModuleReport, Severity, ShownLocation, TaskRecord

Record = TypeVar("Record", TaskRecord, AppRecord)


def unique_records(
    reports: Iterable[ModuleReport], folder: str | None = None
) -> tuple[list[TaskRecord], list[Diagnostic]]:
    """Return the tasks of all modules, each once, in the order they were first met.

    A task that several modules reach is taken from the module that defines it. Two different tasks of one name are an
    error that names both places; the first is kept.

    Args:
        reports: the modules.
        folder: the working directory of the modules; the current one when None.
    """
    return _unique(reports, lambda report: report.records, folder)


def unique_apps(reports: Iterable[ModuleReport], folder: str | None = None) -> tuple[list[AppRecord], list[Diagnostic]]:
    """Return the apps of all modules, as `unique_records` does the tasks."""
    return _unique(reports, lambda report: report.apps, folder)


def _unique(
    reports: Iterable[ModuleReport], records_of: Callable[[ModuleReport], Iterable[Record]], folder: str | None
) -> tuple[list[Record], list[Diagnostic]]:
    here = Path(os.path.realpath(folder or os.curdir))
    kept: dict[str, Record] = {}
    of_others: set[str] = set()
    problems: list[Diagnostic] = []
    for report in reports:
        for record in records_of(report):
            is_own = report.file.endswith(record.location.file)
            known = kept.get(record.name)
            if known is None:
                kept[record.name] = record
                if not is_own:
                    of_others.add(record.name)
            elif known.location != record.location and known.wire_bytes[0] != record.wire_bytes[0]:
                problems.append(_conflict(known, record, record.location.shown(report.root, here)))
            elif is_own and record.name in of_others:
                kept[record.name] = record
                of_others.discard(record.name)
    return list(kept.values()), problems


def unique_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return each diagnostic once: a module imported by several others fails, or warns, in all of them."""
    seen: set[tuple[object, ...]] = set()
    result = []
    for diagnostic in diagnostics:
        key = dataclasses.astuple(dataclasses.replace(diagnostic, trace=None, full_trace=None))
        if key not in seen:
            seen.add(key)
            result.append(diagnostic)
    return result


def _conflict(first: Record, second: Record, location: ShownLocation) -> Diagnostic:
    if isinstance(second, AppRecord):
        return Diagnostic(
            Severity.ERROR,
            f"two different apps are named {first.name!r}: {first.location} and {second.location}",
            hint="an app's name decides its address: rename one of them",
            location=location,
            app=second.name,
            field="id.name",
        )
    return Diagnostic(
        Severity.ERROR,
        f"two different tasks are named {first.name!r}: {first.location} and {second.location}",
        hint="a task's name is its environment's name and its function's: rename one of them",
        location=location,
        task=second.name,
        field="id.name",
    )


def matching(records: Sequence[Record], environments: Sequence[str], tasks: Sequence[str]) -> list[Record]:
    """Return the records of some environments (by name) and tasks (glob over `environment.task` or the task alone).

    An app is found by its name in either way.
    """
    return [record for record in records if is_wanted(record.name, record.environment, environments, tasks)]


def is_wanted(name: str, environment: str | None, environments: Sequence[str], tasks: Sequence[str]) -> bool:
    """Return whether a task passes the filters; no filter lets everything pass."""
    from fnmatch import fnmatchcase

    short = name.rpartition(".")[2]
    if environments and (environment or name.rpartition(".")[0]) not in environments:
        return False
    return not tasks or any(fnmatchcase(name, glob) or fnmatchcase(short, glob) for glob in tasks)
