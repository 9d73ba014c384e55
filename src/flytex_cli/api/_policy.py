"""`flytex policy test`: policies against the cases that a team keeps beside them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import partial

from flytex_cli.api._modules import Modules
from flytex_cli.api._serialize import Progress, load, targets_of
from flytex_cli.lint.engine import Subjects, find
from flytex_cli.lint.policies.cases import TriedPolicies, to_case
from flytex_cli.lint.rule import Rule
from flytex_cli.project import Project
from flytex_cli.project.sources import read_sources
from flytex_cli.records import Severity


def try_policies(modules: Modules, rules: Sequence[Rule], progress: Progress | None = None) -> TriedPolicies:
    """Run policies over each module alone, and compare what they find with what the module expects.

    Raises:
        UsageError: as `serialize`.
        EngineError: the engine cannot start.
    """
    options = dataclasses.replace(modules.load, declarations=True, apps=True)
    request = dataclasses.replace(modules, load=options, needs_tasks=False)
    serialized = load(request, targets_of(request), progress or Progress())
    cases = []
    for report in serialized.reports:
        project = Project([report], partial(read_sources, [report]), serialized.engine, ())
        lines = next((source.lines for source in project.sources.values() if source.file == report.file), None)
        problems = [each.message for each in report.diagnostics if each.severity is Severity.ERROR]
        found = [each for each in find(Subjects(project), rules, own=rules) if each.span.file == report.file]
        if lines is None:
            with open(report.file, encoding="utf-8", errors="replace") as file:
                lines = file.read().splitlines()
        cases.append(to_case(report.file, lines, found, problems[0] if problems else None))
    return TriedPolicies(tuple(cases), tuple(rules))
