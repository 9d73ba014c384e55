"""One side of a comparison: its tasks, and what is known of those that are missing."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flytex_cli.api._serialize import SerializeResult
from flytex_cli.diff.python_image import has_python
from flytex_cli.diff.task import ComparedTask
from flytex_cli.diff.view import to_view
from flytex_cli.load.locations import locations
from flytex_cli.records import Diagnostic, EngineInfo, Message, ModuleReport, Severity, ShownLocation, TaskRecord
from flytex_cli.wire.document import to_document


@dataclass(frozen=True)
class Side:
    """One side, loaded or read.

    Attributes:
        label: what a person calls it.
        message: which messages it was compared by.
        own_files: the module that defines a task, by its name; empty for what was written.
        homes: the modules that reach a task, by its name; empty for what was written.
        loaded_files: the modules that could be loaded, `failed_files` those that could not.
        failed_tasks: the tasks that could not be translated.
    """

    label: str
    message: Message
    tasks: Mapping[str, ComparedTask]
    diagnostics: tuple[Diagnostic, ...] = ()
    reports: tuple[ModuleReport, ...] = ()
    engine: EngineInfo | None = None
    own_files: Mapping[str, str] = field(default_factory=dict)
    homes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    loaded_files: frozenset[str] = frozenset()
    failed_files: frozenset[str] = frozenset()
    failed_tasks: frozenset[str] = frozenset()
    failed: bool = False

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
    label: str, folder: Path, message: Message, result: SerializeResult, diagnostics: Sequence[Diagnostic]
) -> Side:
    """Return the side that was loaded from `folder`."""
    places = locations(result.reports, os.path.realpath(folder))
    homes: dict[str, set[str]] = {}
    for report in result.reports:
        for record in report.records:
            homes.setdefault(record.name, set()).add(report.file)
    failed = frozenset(report.file for report in result.reports if _is_lost(report))
    return Side(
        label=label,
        message=message,
        tasks={record.name: to_compared_task(record, places[record.name]) for record in result.records},
        diagnostics=tuple(diagnostics),
        reports=result.reports,
        engine=result.engine,
        own_files={name: location.file for name, location in places.items()},
        homes={name: frozenset(files) for name, files in homes.items()},
        loaded_files=frozenset(report.file for report in result.reports) - failed,
        failed_files=failed,
        failed_tasks=frozenset(each.task for each in diagnostics if each.task and each.severity is Severity.ERROR),
        failed=result.failed,
    )


def _is_lost(report: ModuleReport) -> bool:
    """Whether a module as a whole could not be loaded."""
    return any(each.severity is Severity.ERROR and each.task is None for each in report.diagnostics)


def to_compared_task(record: TaskRecord, location: ShownLocation | None = None) -> ComparedTask:
    """Convert a task that was loaded to the form it is compared in."""
    image = record.facts.image or {}
    base = image.get("base_image") or image.get("value")
    known = isinstance(base, str) and (not image.get("layers") or has_python(base))  # a layer may install Python
    return ComparedTask(record.name, to_view(to_document(record.wire)), location, str(base) if known else None)
