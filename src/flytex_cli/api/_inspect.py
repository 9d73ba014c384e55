"""`flytex inspect`: environments, tasks and apps to look at."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from flytex_cli.api._modules import Modules
from flytex_cli.api._serialize import FromModules, Progress, SerializeResult, serialize
from flytex_cli.config import nearest
from flytex_cli.inspect.columns import find_column, parse_filter
from flytex_cli.inspect.model import FindingSummary, Overview, TaskSummary
from flytex_cli.inspect.overview import to_overview
from flytex_cli.load.unique import is_wanted
from flytex_cli.records import Diagnostic, Record, Severity

if TYPE_CHECKING:
    from flytex_cli.api._lint import LintRequest
    from flytex_cli.cost.rates import Rates


@dataclass(frozen=True)
class InspectRequest:
    """What `flytex inspect` is asked for.

    Attributes:
        modules: how modules are loaded and which tasks and apps are wanted.
        at: what fire times come after; None leaves them out.
        filters: conditions on columns, `gpu`, `image=*:latest`, `memory>4Gi`.
        sort: the column to sort tasks and apps by.
        rules: what lint is asked about each of them; nothing when None.
        rates: what tasks cost is counted by; nothing when None.
        names: tasks (globs), apps, environments or modules to show alone; all when empty.
    """

    modules: Modules
    at: datetime | None = None
    filters: Sequence[str] = ()
    sort: str | None = None
    rules: LintRequest | None = None
    names: Sequence[str] = ()
    rates: Rates | None = None


@dataclass(frozen=True)
class InspectResult(FromModules):
    """What is to be shown, and what came of loading it."""

    overview: Overview
    serialized: SerializeResult
    unknown: tuple[Diagnostic, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything a person must hear."""
        return (*self.serialized.diagnostics, *self.unknown)

    @property
    def failed(self) -> bool:
        """Whether some module or task could not be loaded or translated, or a name stands for nothing."""
        return self.serialized.failed or bool(self.unknown)


def inspect(request: InspectRequest, progress: Progress | None = None) -> InspectResult:
    """Load the modules and describe their environments, tasks and apps.

    Raises:
        UsageError: a path, a filter or a column cannot be used.
        EngineError: the engine cannot start.
    """
    filters = [parse_filter(text) for text in request.filters]
    if request.sort is not None:
        find_column(request.sort.removeprefix("-"), "--sort")
    if request.rules is None:
        modules = request.modules
        load = dataclasses.replace(modules.load, apps=True)
        serialized, findings = serialize(dataclasses.replace(modules, load=load), progress), None
    else:
        serialized, findings = _linted(request.rules, progress)
    chosen, unknown = {record.name for record in serialized.deployed}, tuple[Diagnostic, ...]()
    if request.names:
        chosen, unknown = _named(serialized.deployed, request.names)
    records = [record for record in serialized.records if record.name in chosen]
    apps = [record for record in serialized.apps if record.name in chosen]
    overview = to_overview(records, apps, serialized.reports, request.at, filters, request.sort, request.rates)
    if findings is not None:
        tasks = tuple(_with_findings(task, findings) for task in overview.tasks)
        shown = tuple(dataclasses.replace(app, findings=findings.get(app.name, ())) for app in overview.apps)
        overview = dataclasses.replace(overview, tasks=tasks, apps=shown)
    return InspectResult(overview, serialized, unknown)


def _named(records: Sequence[Record], names: Sequence[str]) -> tuple[set[str], tuple[Diagnostic, ...]]:
    """Return the tasks and apps that names stand for, and what to say of names that stand for none."""
    homes = {record.name: {PurePath(record.location.file).stem, module_of(record)} for record in records}
    chosen: set[str] = set()
    unknown = []
    for name in names:
        meant = {
            record.name
            for record in records
            if is_wanted(record.name, record.environment, (), [name])
            or name == record.environment
            or name in homes[record.name]
        }
        if not meant:
            short = [record.name.rpartition(".")[2] for record in records]
            environments = [record.environment for record in records if record.environment]
            known = [*short, *environments, *homes, *(home for each in homes.values() for home in each)]
            message = f"no task, app, environment or module is named {name!r}{nearest(name, known)}"
            unknown.append(Diagnostic(Severity.ERROR, message, "flytex inspect shows all there are"))
        chosen |= meant
    return chosen, tuple(unknown)


def module_of(record: Record) -> str:
    """Return the dotted name of the module that a task or app is written in, below the root directory."""
    return ".".join(PurePath(record.location.file).with_suffix("").parts)


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
