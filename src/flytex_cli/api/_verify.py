"""`flytex verify`: what both engines make of the same modules, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flytex_cli.api._serialize import Progress, SerializeRequest, SerializeResult, serialize
from flytex_cli.diff.fields import changed_fields
from flytex_cli.diff.verification import VerifyResult
from flytex_cli.engine.base import EngineChoice
from flytex_cli.records import Severity, TaskRecord
from flytex_cli.render.document import to_document


def verify(request: SerializeRequest, progress: Progress | None = None) -> VerifyResult:
    """Serialize with both engines and compare, field by field.

    Raises:
        UsageError: as `serialize`.
        EngineError: no SDK is installed.
    """
    sides = {
        engine.value: serialize(replace(request, load=replace(request.load, engine=engine)), progress)
        for engine in (EngineChoice.SDK, EngineChoice.STANDIN)
    }
    records = {side: {record.name: record for record in result.records} for side, result in sides.items()}
    sdk, standin = records["sdk"], records["standin"]
    different = {}
    for name in [name for name in sdk if name in standin]:
        changes = list(changed_fields(to_document(sdk[name].wire), to_document(standin[name].wire)))
        if changes:
            different[name] = changes
    failures = {side: _failures(result) for side, result in sides.items()}
    return VerifyResult(
        equal=len(set(sdk) & set(standin)) - len(different),
        different=different,
        one_sided={
            side: said
            for side, other in (("sdk", "standin"), ("standin", "sdk"))
            if (said := _only(records[side], records[other], failures[other]))
        },
        neither=len({name for name in failures["sdk"] if name in failures["standin"]}),
        reports=sides["standin"].reports,
    )


def _failures(result: SerializeResult) -> dict[str, str]:
    """Why tasks and modules failed, by task name or file."""
    return {
        diagnostic.task or (diagnostic.location.file if diagnostic.location else ""): diagnostic.message
        for diagnostic in result.diagnostics
        if diagnostic.severity is Severity.ERROR
    }


def _only(records: Mapping[str, TaskRecord], other: Mapping[str, TaskRecord], failures: Mapping[str, str]) -> list[str]:
    return [
        f"{name} ({record.location})" + (f"; the other side says: {failures[name]}" if name in failures else "")
        for name, record in records.items()
        if name not in other
    ]
