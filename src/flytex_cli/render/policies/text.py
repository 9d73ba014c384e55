"""Cases of policies as text: those that are not as they say, then the counts."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.policies.cases import TriedPolicies
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.text import Line


def tried_lines(tried: TriedPolicies) -> Iterator[Line]:
    """Lay out each miss, each module that could not be tried, and the counts."""
    for case in tried.cases:
        if case.problem is not None:
            yield [(escape_line(case.file), "bold"), (f": {escape_line(case.problem)}", "")]
        for miss in case.misses:
            what = "expected, and not found" if miss.message is None else f"not expected: {escape_line(miss.message)}"
            yield [(f"{escape_line(miss.file)}:{miss.line}", "bold"), (": ", ""), (miss.code, "red"), (f" {what}", "")]
    cases, policies = _number(len(tried.cases), "case"), _number(len(tried.rules), "policy", "policies")
    yield [(f"{cases} of {policies}: {tried.failed or 'none'} failed", "bold")]


def _number(count: int, one: str, many: str | None = None) -> str:
    return f"{count} {one}" if count == 1 else f"{count} {many or one + 's'}"
