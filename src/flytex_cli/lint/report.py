"""What `flytex lint` and `flytex rule` have to report, for every format to lay out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from flytex_cli.lint.finding import Finding
from flytex_cli.lint.rule import Rule
from flytex_cli.project.places import Span
from flytex_cli.records import Severity


@dataclass(frozen=True)
class LintReport:
    """Findings, and what was looked at.

    Attributes:
        findings: sorted by place.
        rules: those that ran.
        files: the modules, as a person would write their paths.
        tasks: how many tasks they have.
        lines: the lines of every file that was read, by the path that findings name it with.
        fixed: how many further findings have been fixed.
        version: flytex's own.
        apps: how many apps the modules have.
    """

    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...] = ()
    files: tuple[str, ...] = ()
    tasks: int = 0
    lines: Mapping[str, list[str]] = field(default_factory=dict, repr=False)
    fixed: int = 0
    version: str = "0"
    apps: int = 0

    def relative_to(self, folder: Path) -> LintReport:
        """Return the same with paths that start at another folder than the working directory."""
        here, top = os.path.realpath(os.curdir), os.path.realpath(folder)

        def moved(file: str) -> str:
            return PurePath(os.path.relpath(os.path.join(here, file), top)).as_posix()

        def placed(span: Span) -> Span:
            return replace(span, file=moved(span.file))

        findings = (
            replace(each, span=placed(each.span), edit=each.edit and replace(each.edit, span=placed(each.edit.span)))
            for each in self.findings
        )
        return replace(
            self,
            findings=tuple(findings),
            files=tuple(map(moved, self.files)),
            lines={moved(file): lines for file, lines in self.lines.items()},
        )

    def count(self, severity: Severity) -> int:
        """Return how many findings are of a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def by_code(self) -> list[tuple[int, Finding]]:
        """How often each rule found something, most first, with the first finding of it."""
        first = {finding.code: finding for finding in reversed(self.findings)}
        counts = Counter(finding.code for finding in self.findings)
        return sorted(((count, first[code]) for code, count in counts.items()), key=lambda row: (-row[0], row[1].code))

    def worst(self) -> Severity | None:
        """Return the severest severity there is."""
        return min((finding.severity for finding in self.findings), key=lambda severity: severity.rank, default=None)


@dataclass(frozen=True)
class RuleReport:
    """Some rules to explain.

    Attributes:
        detailed: whether each is explained at length; otherwise in one line, where a format knows the difference.
    """

    rules: tuple[Rule, ...]
    detailed: bool = False
