"""LNT003: a comment to flytex that it does not understand."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.suppress import IGNORE, SKIP_FILE, Suppressions
from flytex_cli.project.places import Place
from flytex_cli.records import Severity

_OTHERS = frozenset({"noqa", "disable", "off", "suppress"})
"""How other linters say it."""


def check(suppressions: Suppressions) -> Iterator[Hit]:
    """Look at the form of every comment; one that only mentions flytex is ignored."""
    for comment in suppressions.comments:
        if comment.word not in (IGNORE, SKIP_FILE):
            meant = get_close_matches(comment.word, (IGNORE, SKIP_FILE), n=1)
            if not meant and comment.codes is None and comment.word not in _OTHERS:
                continue
            yield Hit(
                f"`flytex: {comment.word}` means nothing",
                Place(comment.span),
                value=comment.word,
                fix=f"did you mean {meant[0]}?" if meant else "write ignore[CODE] or skip-file",
            )
        elif comment.word == IGNORE and not comment.codes:
            yield Hit(
                "the comment does not say which rule to ignore",
                Place(comment.span),
                fix="name the codes: # flytex: ignore[RES001] reason",
            )


LNT003 = Rule(
    code="LNT003",
    slug="malformed-comment",
    severity=Severity.ERROR,
    summary="A `# flytex:` comment names no rule, or is misspelt",
    why=(
        "A comment that hides everything hides mistakes nobody has made yet, so a suppression names its rules. One "
        "that flytex cannot read suppresses nothing."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="250M"))  # flytex: ignore

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
