"""`flytex lint`: load the modules with their declarations and run rules over them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from flytex_cli.api._bundle import BundleRequest, options_of, together
from flytex_cli.api._lint_kept import Found, Known
from flytex_cli.api._modules import Modules
from flytex_cli.api._serialize import FromModules, Progress, SerializeResult, load, targets_of
from flytex_cli.bundle.model import CopyStyle
from flytex_cli.facts.stubs import stubbed_package
from flytex_cli.lint.cluster import ClusterFacts
from flytex_cli.lint.deployment import Deployment
from flytex_cli.lint.engine import Subjects, find
from flytex_cli.lint.finding import Finding
from flytex_cli.lint.policy import Policy
from flytex_cli.lint.report import LintReport
from flytex_cli.lint.rule import Rule
from flytex_cli.lint.selection import Selection
from flytex_cli.load.unique import is_wanted
from flytex_cli.project import Project
from flytex_cli.project.source import lines_of
from flytex_cli.project.sources import read_sources
from flytex_cli.records import Diagnostic, Severity

if TYPE_CHECKING:
    from flytex_cli.affected.model import Affected
    from flytex_cli.lint.baseline import Baseline
    from flytex_cli.lint.fixing import Fixes
    from flytex_cli.lint.identity import Identity


@dataclass(frozen=True)
class LintRequest:
    """What `flytex lint` is asked for.

    Attributes:
        modules: what to load; `lint` itself sets what it needs of it.
        selection: which rules run.
        policy: what becomes of their findings.
        cluster: what is known of the cluster.
        baseline: findings that do not count.
        copy_style: which files a deployment ships.
        ruff: whether the machine that deploys has ruff on PATH; None where it is this one.
    """

    modules: Modules
    selection: Selection = field(default_factory=Selection)
    policy: Policy = field(default_factory=Policy)
    cluster: ClusterFacts = field(default_factory=ClusterFacts)
    baseline: Baseline | None = None
    copy_style: CopyStyle = CopyStyle.LOADED_MODULES
    ruff: bool | None = None


@dataclass(frozen=True)
class LintResult(FromModules):
    """What was found, and what was looked at.

    Attributes:
        shown: files of findings whose lines may be shown: those that are Python.
        known: findings that the baseline has, which are not among `findings`.
        fixed: what the baseline has and no longer occurs.
    """

    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...]
    serialized: SerializeResult
    project: Project
    shown: tuple[str, ...] = ()
    known: tuple[Finding, ...] = ()
    fixed: tuple[Identity, ...] = ()

    @property
    def report(self) -> LintReport:
        """What the formats lay out."""
        return LintReport(
            findings=self.findings,
            rules=self.rules,
            files=tuple(report.file for report in self.serialized.reports),
            tasks=len(self.serialized.records),
            apps=len(self.serialized.apps),
            lines={file: lines_of(Path(file)) for file in self.shown},
        )

    @property
    def unloaded(self) -> tuple[Diagnostic, ...]:
        """Why modules could not be loaded whole; what is wrong with one task or app is a finding."""
        errors = (each for each in self.serialized.diagnostics if each.severity is Severity.ERROR and not each.subject)
        stubbed = {package for report in self.serialized.reports for package in report.stubbed}
        return tuple(each for each in errors if stubbed_package(each.message, stubbed) is None)

    @property
    def untranslated(self) -> tuple[str, ...]:
        """Tasks and apps that could not be translated, where no rule ran that says so."""
        if any(rule.code == "LOD002" for rule in self.rules):
            return ()
        failed = (each.subject for each in self.serialized.diagnostics if each.severity is Severity.ERROR)
        return tuple(dict.fromkeys(task for task in failed if task is not None))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What went wrong in loading, or is only worth knowing, and no finding says."""
        telling = {rule.code for rule in self.rules if rule.refused or rule.group == "LOD"}
        shown = {(finding.span.file, finding.span.line) for finding in self.findings if finding.code in telling}
        found = {(finding.span.file, finding.message) for finding in self.findings}
        return tuple(
            each
            for each in self.serialized.diagnostics
            if not _is_in_a_finding(each, shown)
            and (each.location is None or (each.location.file, each.message) not in found)
        )


def lint(
    request: LintRequest, progress: Progress | None = None, meanwhile: Callable[[], object] = lambda: None
) -> LintResult:
    """Load the modules and run the rules.

    Raises:
        UsageError: as `serialize`.
        EngineError: the engine cannot start.
    """
    modules = request.modules
    context = dataclasses.replace(modules.load, declarations=True, apps=True, loaded=True)
    modules = dataclasses.replace(modules, load=context, needs_tasks=False)
    targets = targets_of(modules)
    serialized = load(modules, targets, progress or Progress(), meanwhile)
    reports, engine = serialized.reports, serialized.engine
    placed = [each for each in serialized.diagnostics if each.location is not None]
    project = Project(reports, lambda: read_sources(reports), engine, placed)
    rules = request.selection.rules(engine.version if engine is not None else None)
    mandatory, own = request.selection.mandatory, request.selection.own
    options, _ = options_of(BundleRequest(modules, request.copy_style, request.ruff), serialized)

    def look() -> Found:
        deployment = Deployment(project, together(targets, serialized), options)
        subjects = Subjects(project, request.cluster, deployment)
        return Found.of(request.policy.apply(find(subjects, rules, mandatory, own), project), project)

    every = [rule.written or rule.code for rule in (*rules, *own)]
    settings = (placed, engine, every, mandatory, request.policy, request.cluster, options)
    once, remarks = Known(modules.cache, serialized.identity, serialized.circumstances, own, settings).found(look)
    serialized = dataclasses.replace(serialized, remarks=(*serialized.remarks, *remarks))
    found = list(once.findings)
    if modules.environments or modules.tasks:
        found = [finding for finding in found if _is_wanted(finding, project, modules)]
    if serialized.affected is not None:
        found = [finding for finding in found if _is_affected(finding, serialized.affected)]
    kept, fixed = found, []
    if request.baseline is not None:
        kept = request.baseline.new(found, mandatory)
        fixed = request.baseline.fixed(found, project, rules)
    new = set(map(id, kept))
    known = tuple(finding for finding in found if id(finding) not in new)
    return LintResult(tuple(kept), tuple(rules), serialized, project, once.shown, known, tuple(fixed))


def plan_fixes(result: LintResult) -> Fixes:
    """Return what `--fix` would write for a result; nothing is written."""
    from flytex_cli.lint.fixing import plan_fixes

    return plan_fixes(result.findings, result.project.sources.values())


def _is_wanted(finding: Finding, project: Project, modules: Modules) -> bool:
    """Whether a finding is of a wanted task or app, of the environment of one, or of nobody."""
    task = project.by_name.get(finding.task or "")
    if finding.task is None or task is not None:
        return task is None or is_wanted(task.name, task.declared.environment, modules.environments, modules.tasks)
    names = [app.name for app in project.apps if app.name == finding.task]
    return any(is_wanted(name, name, modules.environments, modules.tasks) for name in names) or any(
        is_wanted(each.name, finding.task, modules.environments, modules.tasks)
        for environment in project.environments
        if environment.name == finding.task
        for each in environment.tasks
    )


def _is_affected(finding: Finding, affected: Affected) -> bool:
    """Whether a finding is of something that changes touch, or of nobody in a module that they touch."""
    if finding.task is not None:
        return finding.task in affected.names
    return finding.span.file in affected.files or any(
        each.shown == finding.span.file for each in affected.changes.files
    )


def _is_in_a_finding(diagnostic: Diagnostic, shown: set[tuple[str, int]]) -> bool:
    if diagnostic.subject is not None:
        return True
    place = diagnostic.location
    return place is not None and any(
        file == place.file and (place.line is None or line == place.line) for file, line in shown
    )
