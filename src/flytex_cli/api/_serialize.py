"""`flytex serialize`: from paths to the records of their tasks; every command that loads modules begins here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flytex_cli.api._modules import Modules
from flytex_cli.load.runner import Run
from flytex_cli.load.target import Targets, resolve_targets
from flytex_cli.load.unique import is_wanted, matching, unique_diagnostics, unique_records
from flytex_cli.records import Diagnostic, EngineInfo, ModuleReport, Severity, ShownLocation, TaskRecord


@dataclass(frozen=True)
class SerializeResult:
    """What came of it.

    Attributes:
        records: every task wanted, each once.
        diagnostics: errors and warnings.
        reports: the modules one by one, for those who want to know where a record came from.
    """

    records: tuple[TaskRecord, ...]
    diagnostics: tuple[Diagnostic, ...]
    reports: tuple[ModuleReport, ...]
    engine: EngineInfo | None

    @property
    def failed(self) -> bool:
        """Whether some module or task could not be loaded or translated."""
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)


class FromModules:
    """A result that came of loading modules: what it gives on of that.

    Attributes:
        serialized: what came of loading them.
    """

    serialized: SerializeResult

    @property
    def reports(self) -> tuple[ModuleReport, ...]:
        """The modules one by one."""
        return self.serialized.reports

    @property
    def engine(self) -> EngineInfo | None:
        """What they were loaded with."""
        return self.serialized.engine


@dataclass(frozen=True)
class Progress:
    """How to tell a person that a long run is alive: called with the number of modules, then after each one."""

    start: Callable[[int], None] = lambda total: None
    step: Callable[[str], None] = lambda file: None


def serialize(
    request: Modules, progress: Progress | None = None, meanwhile: Callable[[], object] = lambda: None
) -> SerializeResult:
    """Load the modules and translate their tasks.

    Args:
        request: what is asked for.
        progress: how to tell a person that a long run is alive.
        meanwhile: called once while the modules load: the moment to import what will be needed then.

    Raises:
        UsageError: a path does not exist, is not Python or lies outside the root directory.
        EngineError: the engine cannot start.
    """
    return load(request, targets_of(request), progress or Progress(), meanwhile)


def targets_of(request: Modules) -> Targets:
    """Return the modules that are asked for.

    Raises:
        UsageError: a path does not exist, is not Python or lies outside the root directory.
    """
    return resolve_targets(
        request.all_paths, root_dir=request.root_dir, exclude=request.exclude, folder=request.load.folder
    )


def load(
    request: Modules, resolved: Targets, progress: Progress, meanwhile: Callable[[], object] = lambda: None
) -> SerializeResult:
    """Load the modules of a request (see `serialize`) and translate their tasks.

    Raises:
        EngineError: the engine cannot start.
    """
    targets = resolved.modules
    run = Run(targets, request.load)
    meanwhile()
    progress.start(len(targets))
    loaded = run.results(on_done=lambda index: progress.step(targets[index].shown))
    records, conflicts = unique_records(loaded.reports, request.load.folder)
    wanted = matching(records, request.environments, request.tasks)
    diagnostics = [Diagnostic(Severity.WARNING, warning) for warning in loaded.warnings]
    diagnostics += _skipped(resolved.outside)
    diagnostics += [diagnostic for report in loaded.reports for diagnostic in report.diagnostics]
    diagnostics += conflicts
    diagnostics = [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.task is None or is_wanted(diagnostic.task, None, request.environments, request.tasks)
    ]
    named = {target.shown for target in targets if target.named}
    diagnostics += _empty(request, loaded.reports, named, wanted)
    return SerializeResult(tuple(wanted), tuple(unique_diagnostics(diagnostics)), loaded.reports, loaded.engine)


def _skipped(outside: Sequence[str]) -> list[Diagnostic]:
    """Say once that files cannot be loaded relative to the root directory."""
    if not outside:
        return []
    first, more = outside[0], len(outside) - 1
    others = f" and {more} more file{'s'[: more != 1]}" if more else ""
    message = f"{first}{others} skipped: outside the root directory, which a container imports modules relative to"
    return [Diagnostic(Severity.WARNING, message, "leave them out of the paths, or set another --root-dir")]


def _empty(
    request: Modules, reports: Sequence[ModuleReport], named: set[str], wanted: Sequence[TaskRecord]
) -> list[Diagnostic]:
    """Report named modules without a task, and a run that found no task at all."""
    problems = [
        Diagnostic(
            Severity.ERROR,
            "the module defines no task",
            hint="tasks are functions under @env.task of a flyte.TaskEnvironment at the module's top level",
            location=ShownLocation(report.file),
        )
        for report in reports
        if request.needs_tasks and report.file in named and not report.records and not report.failed
    ]
    if wanted or problems or any(report.failed for report in reports):
        return problems
    if any(report.records for report in reports):
        return [
            Diagnostic(
                Severity.ERROR,
                "no task matches the filters",
                hint="--env takes an environment's name, --task a glob over environment.task",
            )
        ]
    where = ", ".join(str(path) for path in request.all_paths)
    severity = Severity.ERROR if request.needs_tasks else Severity.WARNING
    return [Diagnostic(severity, f"no task was found in {where}", hint="name the folder that holds your tasks")]
