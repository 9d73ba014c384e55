"""`flytex verify`: what both engines make of the same modules, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flytex_cli.api._modules import Modules
from flytex_cli.api._serialize import Progress, load, targets_of
from flytex_cli.diff.fields import changed_fields
from flytex_cli.diff.verification import Different, Refused, VerifyResult
from flytex_cli.engine.base import EngineChoice
from flytex_cli.load.unique import is_wanted, matching
from flytex_cli.records import AppRecord, Message, ModuleReport, Record, Severity, TaskRecord
from flytex_cli.wire.document import to_document


def verify(request: Modules, progress: Progress | None = None) -> VerifyResult:
    """Serialize with both engines and compare, field by field.

    Raises:
        UsageError: as `serialize`.
        EngineError: no SDK is installed.
    """
    targets, progress = targets_of(request), progress or Progress()
    progress.start(2 * len(targets.modules))
    loaded = [
        load(
            replace(request, load=replace(request.load, engine=engine, apps=True)),
            targets,
            Progress(step=progress.step),
        )
        for engine in (EngineChoice.SDK, EngineChoice.STANDIN)
    ]
    sdk, standin = (result.reports for result in loaded)
    pairs: dict[tuple[str, str], tuple[Record, Record]] = {}
    refused: dict[tuple[str, str | None], Refused] = {}
    for reports in zip(sdk, standin, strict=True):
        sides = tuple(_Side(request, report) for report in reports)
        reasons = _refusals({"sdk": sides[0].failure, "standin": sides[1].failure})
        if reasons:
            refused[reports[0].file, None] = Refused(reports[0].file, None, reasons)
        for name, (one, other) in _tasks(*sides):
            if not isinstance(one, str) and not isinstance(other, str):
                pairs.setdefault((one.location.file, name), (one, other))
                reasons = _refusals({"sdk": sides[0].problems.get(name), "standin": sides[1].problems.get(name)})
                if len(reasons) == 1:  # a default or a trigger that only one side leaves out
                    refused.setdefault((one.location.file, name), Refused(one.location.file, name, reasons))
            else:
                files = [side.location.file for side in (one, other) if not isinstance(side, str)]
                file = (*files, *(side.files[name] for side in sides if name in side.files), reports[0].file)[0]
                refused.setdefault((file, name), Refused(file, name, _refusals({"sdk": one, "standin": other})))
    different = [
        Different(name, file, changes)
        for (file, name), (one, other) in pairs.items()
        if (changes := list(changed_fields(_document(one), _document(other))))
    ]
    return VerifyResult(
        files=len(sdk),
        equal=len(pairs) - len(different),
        apps=sum(isinstance(one, AppRecord) for one, _ in pairs.values()),
        different=different,
        refused=list(refused.values()),
        reports=standin,
        engine=loaded[1].engine,
        remarks=tuple(remark for result in loaded for remark in result.remarks),
    )


def _document(record: Record) -> dict[str, Any]:
    """Return the record's message, with the triggers that a TaskSpec does not hold."""
    document = to_document(record.wire)
    if isinstance(record, TaskRecord) and record.message is Message.TASKSPEC and record.triggers:
        document["triggers"] = [to_document(trigger) for trigger in record.triggers]
    return document


class _Side:
    """One engine's report of a module: its tasks and apps asked for, and why others are missing."""

    def __init__(self, request: Modules, report: ModuleReport) -> None:
        tasks = matching(report.records, request.environments, request.tasks)
        apps = matching(report.apps, request.environments, request.tasks)
        self.records: dict[str, Record] = {record.name: record for record in tasks}
        self.records |= {record.name: record for record in apps}
        self.failure: str | None = None
        self.problems: dict[str, str] = {}
        self.files: dict[str, str] = {}
        for diagnostic in report.diagnostics:
            if diagnostic.severity is not Severity.ERROR:
                continue
            name = diagnostic.subject
            if name is None:
                self.failure = diagnostic.message
            elif is_wanted(name, diagnostic.app, request.environments, request.tasks):
                self.problems.setdefault(name, diagnostic.message)
                if diagnostic.location is not None:
                    self.files.setdefault(name, diagnostic.location.file)

    def record(self, name: str) -> Record | str:
        """Return the record of a task or app, or why there is none."""
        return self.records.get(name) or self.problems.get(name) or self.failure or "it finds no such task or app"


def _tasks(sdk: _Side, standin: _Side) -> Iterator[tuple[str, tuple[Record | str, Record | str]]]:
    names = (*sdk.records, *sdk.problems, *standin.records, *standin.problems)
    for name in dict.fromkeys(names):
        yield name, (sdk.record(name), standin.record(name))


def _refusals(sides: dict[str, Record | str | None]) -> dict[str, str]:
    return {side: reason for side, reason in sides.items() if isinstance(reason, str)}
