"""Try policies on modules that a team keeps beside them: `# expect: ACME001` ends each line with a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flytex_cli.lint.finding import Finding
from flytex_cli.lint.rule import Rule

_EXPECT = re.compile(r"#\s*expect:\s*([A-Z0-9, ]+?)\s*$")


@dataclass(frozen=True)
class Miss:
    """Where a case does not find what it expects, or finds what it does not.

    Attributes:
        message: of the finding; None where one was expected in vain.
    """

    file: str
    line: int
    code: str
    message: str | None = None


@dataclass(frozen=True)
class TriedCase:
    """One module.

    Attributes:
        found: the codes of the findings that were expected and found.
        problem: why the module could not be tried.
    """

    file: str
    misses: tuple[Miss, ...]
    found: frozenset[str]
    problem: str | None = None

    @property
    def failed(self) -> bool:
        """Whether it is not as it says."""
        return bool(self.misses) or self.problem is not None


@dataclass(frozen=True)
class TriedPolicies:
    """All cases, and the policies they try."""

    cases: tuple[TriedCase, ...]
    rules: tuple[Rule, ...]

    @property
    def failed(self) -> int:
        """How many cases are not as they say."""
        return sum(case.failed for case in self.cases)

    @property
    def untried(self) -> tuple[str, ...]:
        """The codes of policies that no case is to find something with."""
        found = {code for case in self.cases for code in case.found}
        return tuple(rule.code for rule in self.rules if rule.code not in found)


def expected(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield the line and the code of each finding that a module says it has."""
    for number, line in enumerate(lines, 1):
        if match := _EXPECT.search(line):
            yield from ((number, code.strip()) for code in match[1].split(",") if code.strip())


def to_case(file: str, lines: Sequence[str], findings: Iterable[Finding], problem: str | None) -> TriedCase:
    """Compare the findings in a module with what it expects."""
    wanted = list(expected(lines))
    misses, found = [], set()
    for each in findings:
        place = (each.span.line, each.code)
        if place in wanted:
            wanted.remove(place)
            found.add(each.code)
        else:
            misses.append(Miss(file, each.span.line, each.code, each.message))
    misses += [Miss(file, line, code) for line, code in wanted]
    return TriedCase(file, tuple(sorted(misses, key=lambda miss: (miss.line, miss.code))), frozenset(found), problem)
