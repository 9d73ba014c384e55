"""`flytex lint`: load the modules with their declarations and run rules over them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flytex_cli.api._serialize import Progress, SerializeRequest, SerializeResult, serialize
from flytex_cli.lint.engine import find
from flytex_cli.lint.finding import Finding
from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.rule import Rule
from flytex_cli.lint.sources import read_sources
from flytex_cli.lint.subject import ClusterFacts, Project


@dataclass(frozen=True)
class LintRequest:
    """What `flytex lint` is asked for.

    Attributes:
        modules: what to load; `declarations` is set by `lint` itself.
    """

    modules: SerializeRequest
    rules: Sequence[Rule] = field(default_factory=lambda: [rule for rule in all_rules() if rule.default])
    cluster: ClusterFacts = field(default_factory=ClusterFacts)


@dataclass(frozen=True)
class LintResult:
    """What was found, and what was looked at."""

    findings: tuple[Finding, ...]
    serialized: SerializeResult
    project: Project


def lint(
    request: LintRequest, progress: Progress | None = None, meanwhile: Callable[[], object] = lambda: None
) -> LintResult:
    """Load the modules and run the rules.

    Raises:
        UsageError: as `serialize`.
        EngineError: the engine cannot be brought up.
    """
    load = dataclasses.replace(request.modules.load, declarations=True)
    serialized = serialize(dataclasses.replace(request.modules, load=load), progress, meanwhile)
    reports = serialized.reports
    project = Project(reports, read_sources(reports), request.cluster, serialized.engine, serialized.diagnostics)
    return LintResult(tuple(find(project, request.rules)), serialized, project)
