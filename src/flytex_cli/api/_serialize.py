"""`flytex serialize`: from paths to the records of their tasks and apps, where every command that loads begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flytex_cli.api._modules import CacheFolder, Modules
from flytex_cli.load.runner import Run
from flytex_cli.load.target import Targets, resolve_targets
from flytex_cli.load.unique import is_wanted, matching, unique_apps, unique_diagnostics, unique_records
from flytex_cli.records import (
    AppRecord,
    Diagnostic,
    EngineInfo,
    ModuleReport,
    Record,
    Remark,
    Severity,
    ShownLocation,
    TaskRecord,
)

if TYPE_CHECKING:
    from flytex_cli.affected.model import Affected
    from flytex_cli.cache.run import CachedRun
    from flytex_cli.cache.store import Store
    from flytex_cli.load.protocol import LoadRequest
    from flytex_cli.load.repository.changes import Changes
    from flytex_cli.load.shards import Shard
    from flytex_cli.load.target import ModuleTarget


@dataclass(frozen=True)
class SerializeResult:
    """What came of it.

    Attributes:
        records: every task wanted, each once.
        apps: every app wanted, each once, where apps were asked for.
        diagnostics: errors and warnings.
        reports: the modules one by one, for those who want to know where a record came from.
        affected: what changes touch, where only that was asked for.
        remarks: what there is to say of the cache and of shards.
        identity: where a cache is used, the same for two runs only where all that loading gave is the same.
        circumstances: where a cache is used, the same only where flytex, Python, what is installed and the options are.
    """

    records: tuple[TaskRecord, ...]
    diagnostics: tuple[Diagnostic, ...]
    reports: tuple[ModuleReport, ...]
    engine: EngineInfo | None
    apps: tuple[AppRecord, ...] = ()
    affected: Affected | None = None
    remarks: tuple[Remark, ...] = ()
    identity: str | None = field(default=None, compare=False, repr=False)
    circumstances: str | None = field(default=None, compare=False, repr=False)

    @property
    def deployed(self) -> tuple[Record, ...]:
        """The tasks and apps in the order in which they are deployed: environment by environment."""
        environments = (each.name for report in self.reports for each in report.environments)
        place = {name: number for number, name in enumerate(dict.fromkeys(environments))}
        return tuple(sorted((*self.records, *self.apps), key=lambda record: place.get(record.environment or "", -1)))

    @property
    def failed(self) -> bool:
        """Whether some module, task or app could not be loaded or translated."""
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

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What there is to say of the cache and of shards."""
        return self.serialized.remarks


@dataclass(frozen=True)
class Progress:
    """How to tell a person that a long run is alive.

    Attributes:
        start: called with the number of modules, and `step` after each one.
        read: called when each file is taken up that is read for its contents.
    """

    start: Callable[[int], None] = lambda total: None
    step: Callable[[str], None] = lambda file: None
    read: Callable[[], None] = lambda: None


def serialize(
    request: Modules, progress: Progress | None = None, meanwhile: Callable[[], object] = lambda: None
) -> SerializeResult:
    """Load the modules and translate their tasks and apps.

    Args:
        request: what is asked for.
        progress: how to tell a person that a long run is alive.
        meanwhile: called once while modules load, if any do: the moment to import what will be needed then.

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
    targets = resolve_targets(
        request.all_paths, root_dir=request.root_dir, exclude=request.exclude, folder=request.load.folder
    )
    return targets if request.shard is None else _part(targets, request, request.shard)


def _part(targets: Targets, request: Modules, shard: Shard) -> Targets:
    """Return the targets of one part; files outside the root directory are said in the first."""
    from flytex_cli.load.shards import split

    if request.cache is None:
        found = split([target.shown for target in targets.modules], shard.count, {})
    else:
        from flytex_cli.cache.agreed import agreed_split

        found = agreed_split(targets.modules, shard.count, request.load, store_of(request.cache))
    modules = tuple(target for target in targets.modules if found.part[target.shown] == shard.number)
    of_all = f"{len(modules)} of {len(targets.modules)} modules"
    remark = Remark(f"part {shard}: {of_all} (all parts must say: split {found.mark})", is_detail=False)
    return Targets(modules, targets.outside if shard.number == 1 else (), (remark,))


def store_of(cache: CacheFolder) -> Store:
    from flytex_cli.cache.store import Store

    return Store(cache.folder, cache.limit)


def load(
    request: Modules, resolved: Targets, progress: Progress, meanwhile: Callable[[], object] = lambda: None
) -> SerializeResult:
    """Load the modules of a request (see `serialize`) and translate their tasks.

    Raises:
        EngineError: the engine cannot start.
    """
    targets = resolved.modules
    changes = _changes(request)
    run = _run(request, targets, request.load if changes is None else replace(request.load, inputs=True))
    if run.is_under_way:
        meanwhile()
    progress.start(len(targets))
    loaded = run.results(on_done=lambda index: progress.step(targets[index].shown))
    records, conflicts = unique_records(loaded.reports, request.load.folder)
    apps, app_conflicts = unique_apps(loaded.reports, request.load.folder)
    wanted = matching(records, request.environments, request.tasks)
    wanted_apps = matching(apps, request.environments, request.tasks)
    affected = None
    if changes is not None:
        affected = _affected(request, targets, loaded.reports, changes)
        wanted = [record for record in wanted if record.name in affected.names]
        wanted_apps = [record for record in wanted_apps if record.name in affected.names]
    diagnostics = [Diagnostic(Severity.WARNING, warning) for warning in loaded.warnings]
    diagnostics += _skipped(resolved.outside)
    diagnostics += [diagnostic for report in loaded.reports for diagnostic in report.diagnostics]
    diagnostics += [*conflicts, *app_conflicts]
    diagnostics = [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.subject is None
        or is_wanted(diagnostic.subject, diagnostic.app, request.environments, request.tasks)
    ]
    named = {target.shown for target in targets if target.named}
    if affected is None:
        diagnostics += _empty(request, loaded.reports, named, [*wanted, *wanted_apps])
    return SerializeResult(
        records=tuple(wanted),
        diagnostics=tuple(unique_diagnostics(diagnostics)),
        reports=loaded.reports,
        engine=loaded.engine,
        apps=tuple(wanted_apps),
        affected=affected,
        remarks=(*resolved.remarks, *loaded.remarks),
        identity=loaded.identity,
        circumstances=loaded.circumstances,
    )


def _run(request: Modules, targets: Sequence[ModuleTarget], load: LoadRequest) -> Run | CachedRun:
    if request.cache is None:
        return Run(targets, load)
    from flytex_cli.cache.run import CachedRun

    return CachedRun(targets, load, store_of(request.cache))


def _changes(request: Modules) -> Changes | None:
    if request.affected_since is None:
        return None
    from flytex_cli.load.repository.changes import changes_since

    return changes_since(request.affected_since)


def _affected(
    request: Modules, targets: Sequence[ModuleTarget], reports: Sequence[ModuleReport], changes: Changes
) -> Affected:
    from flytex_cli.affected.find import find
    from flytex_cli.affected.settings import changed_settings

    settings = tuple(changed_settings(request.flyte_config, changes))
    return find(
        targets,
        reports,
        changes,
        settings,
        lambda name, environment: is_wanted(name, environment, request.environments, request.tasks),
    )


def _skipped(outside: Sequence[str]) -> list[Diagnostic]:
    """Say once that files cannot be loaded relative to the root directory."""
    if not outside:
        return []
    first, more = outside[0], len(outside) - 1
    others = f" and {more} more file{'s'[: more != 1]}" if more else ""
    message = f"{first}{others} skipped: outside the root directory, which a container imports modules relative to"
    return [Diagnostic(Severity.WARNING, message, "leave them out of the paths, or set another --root-dir")]


def _empty(
    request: Modules, reports: Sequence[ModuleReport], named: set[str], wanted: Sequence[Record]
) -> list[Diagnostic]:
    """Report named modules without a task or app, and a run that found none at all."""
    if request.load.images:
        return _without_environments(request, reports)
    problems = [
        Diagnostic(
            Severity.ERROR,
            "the module defines no task or app",
            hint="tasks are functions under @env.task of a flyte.TaskEnvironment at the module's top level",
            location=ShownLocation(report.file),
        )
        for report in reports
        if request.needs_tasks and report.file in named and not _holds_something(report) and not report.failed
    ]
    if wanted or problems or request.shard is not None or any(report.failed for report in reports):
        return problems
    tasks, apps = any(report.records for report in reports), any(report.app_names for report in reports)
    if tasks or any(report.apps for report in reports):
        return [no_match("task" if tasks else "app")] if request.needs_match else []
    if apps and not request.load.wants_apps:
        return []
    noun = "task" if request.load.wants_tasks else "app"
    where = ", ".join(str(path) for path in request.all_paths)
    severity = Severity.ERROR if request.needs_tasks else Severity.WARNING
    return [Diagnostic(severity, f"no {noun} was found in {where}", hint=f"name the folder that holds your {noun}s")]


def no_match(noun: str) -> Diagnostic:
    """Say that there are tasks or apps, and none that is wanted."""
    hint = "--env takes an environment's name, --task a glob over environment.task"
    return Diagnostic(Severity.ERROR, f"no {noun} matches the filters", hint=hint)


def _without_environments(request: Modules, reports: Sequence[ModuleReport]) -> list[Diagnostic]:
    if any(report.environments or report.failed for report in reports):
        return []
    where = ", ".join(str(path) for path in request.all_paths)
    hint = "name a file or folder that has one: a flyte.TaskEnvironment or an app's"
    return [Diagnostic(Severity.ERROR, f"no environment was found in {where}", hint)]


def _holds_something(report: ModuleReport) -> bool:
    return bool(report.records or report.app_names or any(each.tasks for each in report.environments))
