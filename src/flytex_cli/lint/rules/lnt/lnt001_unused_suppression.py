"""LNT001: a suppression that suppresses nothing."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.selector import any_covers, is_known, to_code
from flytex_cli.lint.suppress import IGNORE, Suppressions
from flytex_cli.project.places import Place
from flytex_cli.records import Severity


def check(suppressions: Suppressions) -> Iterator[Hit]:
    """Look for codes that were of no use; mandatory rules are never suppressed."""
    for comment in suppressions.comments:
        for code in comment.codes or ():
            if comment.word != IGNORE or not is_known(code, suppressions.known):
                continue
            if any_covers(suppressions.mandatory, to_code(code, suppressions.known)):
                yield Hit(
                    f"{code} is mandatory here: a comment cannot suppress it",
                    Place(comment.span),
                    value=code,
                    fix="fix what it finds, or remove it from `mandatory` under [tool.flytex.lint]",
                )
            elif suppressions.is_stale(comment, code):
                yield Hit(
                    f"nothing here has {code}",
                    Place(comment.span),
                    value=code,
                    fix=f"take {code} out of the comment, or move the comment to the line of the finding, the task's "
                    "decorator or the TaskEnvironment(...) call",
                )


LNT001 = Rule(
    code="LNT001",
    slug="unused-suppression",
    severity=Severity.WARNING,
    summary="A comment suppresses a finding that is not there",
    why=(
        "The mistake has been fixed, or the comment is in the wrong place. A comment that stays hides the next mistake of the same rule. Rules that did not run are not reported, nor is anything if some module could not be loaded."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="250M"))  # flytex: ignore[RES001] legacy

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="250M"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.SUPPRESSIONS,
    check=check,
)
