"""One side of a comparison: its tasks and apps, and what is known of those that are missing."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flytex_cli.api._serialize import SerializeResult
from flytex_cli.diff.app import ComparedApp, app_view
from flytex_cli.diff.compared import Compared
from flytex_cli.diff.python_image import has_python
from flytex_cli.diff.task import ComparedTask
from flytex_cli.diff.view import to_view
from flytex_cli.load.locations import locations
from flytex_cli.records import (
    AppRecord,
    Diagnostic,
    EngineInfo,
    Message,
    ModuleReport,
    Record,
    Remark,
    Severity,
    ShownLocation,
)
from flytex_cli.wire.document import to_document


@dataclass(frozen=True)
class Side:
    """One side, loaded or read.

    Attributes:
        label: what a person calls it.
        messages: the kinds that it was made of: one, or task specs beside apps.
        tasks: those wanted, and the apps, by name.
        remarks: what there is to say of the cache and of shards.
        own_files: the module that defines one of them, by its name; empty for what was written.
        homes: the modules that reach one of them, by its name; empty for what was written.
        loaded_files: the modules that could be loaded, `failed_files` those that could not.
        failed_tasks: those that could not be translated.
        failed: whether something could not be loaded or translated.
        triggers: whether it has the triggers of its tasks.
    """

    label: str
    messages: frozenset[Message]
    tasks: Mapping[str, Compared]
    diagnostics: tuple[Diagnostic, ...] = ()
    reports: tuple[ModuleReport, ...] = ()
    engine: EngineInfo | None = None
    remarks: tuple[Remark, ...] = ()
    own_files: Mapping[str, str] = field(default_factory=dict)
    homes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    loaded_files: frozenset[str] = frozenset()
    failed_files: frozenset[str] = frozenset()
    failed_tasks: frozenset[str] = frozenset()
    failed: bool = False
    triggers: bool = True

    @property
    def knows_tasks(self) -> bool:
        """Whether it has more than apps."""
        return self.messages != {Message.APP}

    def without_triggers(self) -> Side:
        """Return it for a comparison with one that has none."""
        tasks = {
            name: replace(task, view={**task.view, "triggers": []}) if isinstance(task, ComparedTask) else task
            for name, task in self.tasks.items()
        }
        return replace(self, tasks=tasks, triggers=False)

    def may_have_lost(self, name: str, other: Side) -> bool:
        """Return whether a task of the other side is missing here only because something failed."""
        if name in self.failed_tasks:
            return True
        if not other.homes:  # a task that was written names no module
            return bool(self.failed_files)
        if (own := other.own_files[name]) in self.loaded_files | self.failed_files:
            return own in self.failed_files
        return bool(other.homes[name] & self.failed_files)


def to_side(
    label: str, folder: Path, messages: frozenset[Message], result: SerializeResult, diagnostics: Sequence[Diagnostic]
) -> Side:
    """Return the side that was loaded from `folder`."""
    places = locations(result.reports, os.path.realpath(folder))
    homes: dict[str, set[str]] = {}
    for report in result.reports:
        for record in report.deployed:
            homes.setdefault(record.name, set()).add(report.file)
    python = ".".join(result.engine.python.split(".")[:2]) if result.engine is not None else None
    failed = frozenset(report.file for report in result.reports if _is_lost(report))
    return Side(
        label=label,
        messages=messages,
        tasks={record.name: to_compared(record, places[record.name], python) for record in result.deployed},
        diagnostics=tuple(diagnostics),
        reports=result.reports,
        engine=result.engine,
        remarks=result.remarks,
        own_files={name: location.file for name, location in places.items()},
        homes={name: frozenset(files) for name, files in homes.items()},
        loaded_files=frozenset(report.file for report in result.reports) - failed,
        failed_files=failed,
        failed_tasks=frozenset(
            each.subject for each in diagnostics if each.subject and each.severity is Severity.ERROR
        ),
        failed=result.failed,
    )


def _is_lost(report: ModuleReport) -> bool:
    """Whether a module as a whole could not be loaded."""
    return any(each.severity is Severity.ERROR and each.subject is None for each in report.diagnostics)


def to_compared(record: Record, location: ShownLocation | None = None, python: str | None = None) -> Compared:
    """Convert a task or app that was loaded, with which Python, to the form it is compared in."""
    image = record.facts.image or {}
    if isinstance(record, AppRecord):
        return ComparedApp(record.name, app_view(to_document(record.wire)), location, image)
    base = image.get("base_image") or image.get("value")
    known = isinstance(base, str) and (not image.get("layers") or has_python(base))  # a layer may install Python
    return ComparedTask(
        record.name,
        to_view(to_document(record.wire)),
        location,
        str(base) if known else None,
        declared_image=image,
        cache=record.facts.cache or {},
        loaded_with=python,
    )
