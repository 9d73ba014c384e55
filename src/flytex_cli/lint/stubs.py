"""What lint must not call an error: values that only stand for those of a package that is not installed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from flytex_cli.facts.stubs import SHOWN, stubbed_package
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.records import Diagnostic, Severity

VALUES = frozenset(
    {
        *(Scope.TASK, Scope.APP, Scope.WORKLOAD, Scope.TASK_ON_CLUSTER, Scope.WORKLOAD_ON_CLUSTER),
        *(Scope.ENVIRONMENT, Scope.PROJECT),
    }
)
"""The scopes of rules that judge what tasks, apps and environments were made with."""


class StubbedValues:
    """Know which values of a project come from stubs."""

    def __init__(self, project: Project) -> None:
        self._packages = {package for report in project.reports for package in report.stubbed}
        self._said: dict[str, list[Diagnostic]] = {}
        for diagnostic in project.diagnostics if self._packages else ():
            if diagnostic.subject and stubbed_package(diagnostic.message, self._packages):
                self._said.setdefault(diagnostic.subject, []).append(diagnostic)

    def judged(self, rule: Rule, hit: Hit, owners: Iterable[str]) -> Hit:
        """Return a hit as it may be said: of a stub's value, only that it is one, and never as an error."""
        if not self._packages or rule.group == "LOD":
            return hit
        about = hit.field or hit.value or "a value"
        for text in (hit.message, hit.value or ""):
            for name in SHOWN.findall(text):
                package = self._package(name)
                if package is not None:
                    message = f"{about} comes from the stubbed package {package!r} and cannot be judged: {name}"
                    return _doubted(hit, message, package)
        if rule.scope not in VALUES:
            return hit
        said = [each for owner in owners for each in self._said.get(owner, ())]
        for diagnostic in said:
            package = stubbed_package(diagnostic.message, self._packages)
            if package is not None and hit.field is not None and diagnostic.field == hit.field:
                return _doubted(hit, diagnostic.message, package)
        if said and (hit.severity or rule.severity) is Severity.ERROR:
            package = stubbed_package(said[0].message, self._packages)
            message = f"{hit.message}; a value of the stubbed package {package!r} may have decided it"
            return dataclasses.replace(hit, message=message, severity=Severity.WARNING)
        return hit

    def _package(self, name: str) -> str | None:
        parts = name.split(".")
        names = (".".join(parts[:length]) for length in range(1, len(parts) + 1))
        return next((each for each in names if each in self._packages), None)


def _doubted(hit: Hit, message: str, package: str) -> Hit:
    return dataclasses.replace(
        hit, message=message, severity=Severity.WARNING, fix=f"install {package!r} beside flytex", edit=None
    )
