"""`flytex inspect`: environments and tasks to look at."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flytex_cli.api._modules import Modules
from flytex_cli.api._serialize import Progress, SerializeResult, serialize
from flytex_cli.inspect.columns import find_column, parse_filter
from flytex_cli.inspect.model import FindingSummary, Overview, TaskSummary
from flytex_cli.inspect.overview import to_overview

if TYPE_CHECKING:
    from flytex_cli.api._lint import LintRequest


@dataclass(frozen=True)
class InspectRequest:
    """What `flytex inspect` is asked for.

    Attributes:
        modules: how modules are loaded and which tasks are wanted.
        at: what fire times come after; None leaves them out.
        filters: conditions on columns, `gpu`, `image=*:latest`, `memory>4Gi`.
        sort: the column to sort tasks by.
        rules: what lint is asked about each task; nothing when None.
    """

    modules: Modules
    at: datetime | None = None
    filters: Sequence[str] = ()
    sort: str | None = None
    rules: LintRequest | None = None


@dataclass(frozen=True)
class InspectResult:
    """What is to be shown, and what came of loading it."""

    overview: Overview
    serialized: SerializeResult


def inspect(request: InspectRequest, progress: Progress | None = None) -> InspectResult:
    """Load the modules and describe their environments and tasks.

    Raises:
        UsageError: a path, a filter or a column cannot be used.
        EngineError: the engine cannot start.
    """
    filters = [parse_filter(text) for text in request.filters]
    if request.sort is not None:
        find_column(request.sort.removeprefix("-"), "--sort")
    if request.rules is None:
        serialized, findings = serialize(request.modules, progress), None
    else:
        serialized, findings = _linted(request.rules, progress)
    overview = to_overview(serialized.records, serialized.reports, request.at, filters, request.sort)
    if findings is not None:
        tasks = tuple(_with_findings(task, findings) for task in overview.tasks)
        overview = dataclasses.replace(overview, tasks=tasks)
    return InspectResult(overview, serialized)


def _linted(
    request: LintRequest, progress: Progress | None
) -> tuple[SerializeResult, dict[str, tuple[FindingSummary, ...]]]:
    """Return what was loaded, and what lint says by the task or environment it is about."""
    from flytex_cli.api._lint import lint

    result = lint(request, progress)
    findings: dict[str, tuple[FindingSummary, ...]] = {}
    for each in result.findings:
        place = f"{each.span.file}:{each.span.line}"
        found = FindingSummary(each.code, each.severity.value, each.message, place, each.fix)
        findings[each.task or ""] = (*findings.get(each.task or "", ()), found)
    return result.serialized, findings


def _with_findings(task: TaskSummary, findings: dict[str, tuple[FindingSummary, ...]]) -> TaskSummary:
    """Those of the task itself, and those of the environment it is in."""
    own = findings.get(task.name, ())
    inherited = findings.get(task.environment or "", ()) if task.environment else ()
    return dataclasses.replace(task, findings=(*own, *inherited))
