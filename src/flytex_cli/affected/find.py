"""From loaded modules and changed files to what is affected."""

from __future__ import annotations

import fnmatch
import functools
import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from flytex_cli.affected.model import Affected, AffectedEnvironment, AffectedFile, Cause, Totals
from flytex_cli.affected.module import TouchedModule
from flytex_cli.affected.sources import Sources
from flytex_cli.bundle.include import entries_of
from flytex_cli.load.loaded import OwnFiles
from flytex_cli.load.repository.changes import Changes
from flytex_cli.load.target import ModuleTarget
from flytex_cli.records import EnvironmentRecord, ModuleReport, SourceLocation

Wanted = Callable[[str, str], bool]


def find(
    targets: Sequence[ModuleTarget],
    reports: Sequence[ModuleReport],
    changes: Changes,
    settings: Sequence[Cause],
    wanted: Wanted,
) -> Affected:
    """Return what changed files reach, tests aside.

    Args:
        reports: of the targets, in their order, with inputs.
        settings: changed files that decide how every module is loaded.
        wanted: whether a task, or an app, of an environment is asked for, by both names.
    """
    sources: dict[str, Sources] = {}
    own: dict[str, Callable[[str], bool]] = {}
    real = functools.cache(os.path.realpath)
    causes: list[tuple[Cause, ...]] = []
    for target, report in zip(targets, reports, strict=True):
        known = sources.setdefault(target.root, Sources(target.root))
        if target.root not in own:
            own[target.root] = functools.cache(OwnFiles(target.root, ()).__contains__)
        module = TouchedModule(target, report, changes, known, own[target.root], real)
        causes.append((*settings, *module.causes()))
    unloaded = (AffectedFile(report.file, why) for report, why in zip(reports, causes, strict=True) if report.failed)
    environments = list(_environments(reports, causes, changes, wanted))
    apps = sum(each.app for each, _ in environments)
    totals = Totals(len(environments), sum(count for _, count in environments), apps)
    touched = tuple(each for each, _ in environments if each.causes)
    return Affected(changes, touched, tuple(each for each in unloaded if each.causes), totals=totals)


def _environments(
    reports: Sequence[ModuleReport], causes: Sequence[tuple[Cause, ...]], changes: Changes, wanted: Wanted
) -> Iterator[tuple[AffectedEnvironment, int]]:
    """Yield every environment with its affected tasks and why, and how many tasks it has."""
    places = _Places(reports, causes)
    records: dict[tuple[str, SourceLocation], tuple[EnvironmentRecord, ModuleReport]] = {}
    for report in reports:
        for each in report.environments:
            records.setdefault((each.name, each.location), (each, report))
    own = {
        key: (*places.causes(record.name), *_included(record, report, changes))
        for key, (record, report) in records.items()
    }
    brought = _brought([record for record, _ in records.values()], own)
    for key, (record, report) in records.items():
        names = [name for name in record.tasks if wanted(name, record.name)]
        is_app = record.app is not None and wanted(record.name, record.name)
        if not names and not is_app and (record.tasks or record.app is not None):
            continue
        why = (*own[key], *brought.get(record.name, ()))
        tasks = [name for name in names if why or places.causes(name)]
        of_tasks = (cause for name in names for cause in places.causes(name))
        every: dict[str, Cause] = {}
        for cause in (*own[key], *of_tasks, *brought.get(record.name, ())):
            every.setdefault(cause.file.path, cause)
        file = places.file(record.name) or report.file
        yield AffectedEnvironment(record.name, file, tuple(tasks), is_app, tuple(every.values())), len(names)


class _Places:
    """Which modules speak for an environment or a task: the one that it is written in, else each that has it."""

    def __init__(self, reports: Sequence[ModuleReport], causes: Sequence[tuple[Cause, ...]]) -> None:
        self._own: dict[str, list[Cause]] = {}
        self._files: dict[str, str] = {}
        self._all: dict[str, list[Cause]] = {}
        for report, why in zip(reports, causes, strict=True):
            file = os.path.realpath(report.file)
            places = [(each.name, each.location) for each in report.environments]
            places += [(each.name, each.location) for each in report.records]
            for name, location in places:
                if _path(report, location) == file:
                    self._own.setdefault(name, []).extend(why)
                    self._files.setdefault(name, report.file)
                self._all.setdefault(name, []).extend(why)

    def causes(self, name: str) -> Sequence[Cause]:
        """Return what reaches the modules that speak for an environment or a task."""
        return self._own[name] if name in self._own else self._all.get(name, ())

    def file(self, environment: str) -> str | None:
        """Return the module that an environment is written in, as a person would write its path."""
        return self._files.get(environment)


def _path(report: ModuleReport, location: SourceLocation) -> str:
    return os.path.realpath(os.path.join(report.root, location.file))


def _included(record: EnvironmentRecord, report: ModuleReport, changes: Changes) -> Iterator[Cause]:
    """Yield changed files that are shipped with the code because the environment says so."""
    for entry in entries_of([record], report.root):
        path = os.path.realpath(entry.path)
        for file in changes.files:
            if file.path == path or file.path.startswith(path + os.sep) or fnmatch.fnmatch(file.path, path):
                said = f"environment {record.name} includes {entry.written!r}"
                yield Cause(file, (said, f"{file.shown} was {file.status.value}"))


def _brought(
    records: Iterable[EnvironmentRecord], own: dict[tuple[str, SourceLocation], tuple[Cause, ...]]
) -> dict[str, tuple[Cause, ...]]:
    """Return, by name, what reaches environments through those that they depend on."""
    depends = {record.name: record.depends_on for record in records}
    touched: dict[str, tuple[Cause, ...]] = {}
    for (name, _), causes in own.items():
        touched[name] = (*touched.get(name, ()), *causes)
    found: dict[str, tuple[Cause, ...]] = {}
    for name in depends:
        seen, waiting = {name}, list(depends[name])
        while waiting:
            other = waiting.pop(0)
            if other in seen:
                continue
            seen.add(other)
            waiting += depends.get(other, ())
            steps = (Cause(each.file, (f"{name} depends on {other}", *each.chain)) for each in touched.get(other, ()))
            found[name] = (*found.get(name, ()), *steps)
    return found
