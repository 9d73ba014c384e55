"""LNT002: a suppression of a rule that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.selector import is_known, nearest_code
from flytex_cli.lint.suppress import IGNORE, Suppressions
from flytex_cli.project.places import Place
from flytex_cli.records import Severity


def check(suppressions: Suppressions) -> Iterator[Hit]:
    """Look up every code that a comment names."""
    for comment in suppressions.comments:
        for code in comment.codes or ():
            if comment.word == IGNORE and not is_known(code, suppressions.known):
                meant = nearest_code(code, suppressions.known)
                yield Hit(
                    f"unknown rule {code!r}",
                    Place(comment.span),
                    value=code,
                    fix=f"did you mean {meant}?" if meant else "`flytex rule` lists the rules",
                )


LNT002 = Rule(
    code="LNT002",
    slug="unknown-rule",
    severity=Severity.ERROR,
    summary="A comment names a rule that does not exist",
    why="A misspelt code suppresses nothing, and nobody would notice.",
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="250M"))  # flytex: ignore[RES01X] legacy

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="250MB"))  # flytex: ignore[RES001] legacy

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.SUPPRESSIONS,
    check=check,
)
