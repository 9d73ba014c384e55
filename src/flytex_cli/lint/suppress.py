"""Comments that spare a place a finding: `# flytex: ignore[CODE, CODE] reason` and `# flytex: skip-file`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from flytex_cli.lint.finding import Finding
from flytex_cli.lint.rule import Rule
from flytex_cli.lint.selector import any_covers, covers, to_code
from flytex_cli.project import Project
from flytex_cli.project.places import Span
from flytex_cli.project.source import Source
from flytex_cli.project.statements import Lines

_DIRECTIVE = re.compile(r"#\s*flytex:\s*(?P<word>[\w-]*)\s*(?:\[(?P<codes>[^\]]*)\])?")
SKIP_FILE, IGNORE = "skip-file", "ignore"


@dataclass(frozen=True)
class Suppression:
    """One comment.

    Attributes:
        word: what it asks for, `ignore` or `skip-file` where it is well written.
        codes: the selectors it names; None without brackets.
        span: where the comment stands.
    """

    source: Source
    line: int
    word: str
    codes: tuple[str, ...] | None
    span: Span

    @property
    def lines(self) -> Lines:
        """The statement it stands in."""
        return self.source.statement_at(self.line)


class Suppressions:
    """The comments of a project, and which of them were of use.

    Args:
        project: what was loaded.
        rules: the rules that ran.
        known: every rule there is.
        mandatory: selectors of rules that no comment turns off.
    """

    def __init__(
        self, project: Project, rules: Sequence[Rule], known: Sequence[Rule], mandatory: Sequence[str] = ()
    ) -> None:
        self.project = project
        self.known = known
        self.mandatory = mandatory
        self._rules = rules
        every = [found for source in (*project.sources.values(), *project.others.values()) for found in _read(source)]
        self.skipped = {found.source.file for found in every if found.word == SKIP_FILE}
        self.comments = [found for found in every if found.source.file not in self.skipped]
        """Those of files that are not skipped."""
        self._used: set[tuple[Suppression, str]] = set()

    def apply(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings that no comment spares, mandatory ones always."""
        for finding in findings:
            if any_covers(self.mandatory, finding.code) or not self._spared(finding):
                yield finding

    def is_stale(self, comment: Suppression, code: str) -> bool:
        """Return whether a code in a comment was of no use, although all its rules ran there.

        A module that could not be loaded may be the one that adds a task to an environment, so then none is.
        """
        if (comment, code) in self._used or self._is_half_seen or to_code(code, self.known).startswith("LNT"):
            return False
        ran = {rule.code for rule in self._rules}
        selector = to_code(code, self.known)
        meant = [rule.code for rule in self.known if covers(selector, rule.code)]
        return all(each in ran for each in meant)

    def _spared(self, finding: Finding) -> bool:
        if finding.span.file in self.skipped:
            return True
        spared = False
        for comment in self._ignores:
            named = [code for code in comment.codes or () if code == finding.slug or covers(code, finding.code)]
            if named and self._reaches(comment, finding):
                self._used.update((comment, code) for code in named)
                spared = True
        return spared

    def _reaches(self, comment: Suppression, finding: Finding) -> bool:
        if comment.source.file == finding.span.file:
            if finding.span.line <= comment.line <= finding.span.end_line:
                return True
            if comment.source.statement_at(finding.span.line) == comment.lines:
                return True
        return finding.task is not None and finding.task in self._owners.get((comment.source.file, comment.lines), ())

    @cached_property
    def _ignores(self) -> list[Suppression]:
        return [comment for comment in self.comments if comment.word == IGNORE and comment.codes]

    @cached_property
    def _owners(self) -> dict[tuple[str, Lines], set[str]]:
        """The tasks and environments that are declared by a statement, an environment with its tasks."""
        commented = {comment.source.file for comment in self._ignores}
        owners: dict[tuple[str, Lines], set[str]] = {}
        for task in self.project.tasks:
            source = task.source
            line = task.function.lineno if task.function is not None else task.declared.location.line
            if source is not None and source.file in commented and line:
                owners.setdefault((source.file, source.statement_at(line)), set()).add(task.name)
        for environment in self.project.environments:
            source, call = environment.source, environment.call
            if source is not None and source.file in commented and call is not None:
                names = {environment.name, *(task.name for task in environment.tasks)}
                owners.setdefault((source.file, source.statement_at(call.lineno)), set()).update(names)
        return owners

    @cached_property
    def _is_half_seen(self) -> bool:
        """Whether some module failed, so that what a rule would have found is not known."""
        return any(report.failed for report in self.project.reports)


def _read(source: Source) -> Iterator[Suppression]:
    if "flytex:" not in source.text:
        return
    for line, comment in source.comments.items():
        for match in _DIRECTIVE.finditer(comment):
            codes = match["codes"]
            start = source.lines[line - 1].find(comment) + match.start() + 1
            yield Suppression(
                source,
                line,
                match["word"],
                None if codes is None else tuple(code.strip() for code in codes.split(",") if code.strip()),
                Span(source.file, line, start, line, start + len(match[0].rstrip())),
            )
