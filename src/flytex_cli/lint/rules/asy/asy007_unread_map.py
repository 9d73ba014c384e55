"""ASY007: a generator such as `flyte.map` gives that nobody reads."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.flow import Misuse
from flytex_cli.lint.awaitables import taken_for_value
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.source import Source
from flytex_cli.records import Severity

SAYS = {
    Misuse.NEVER: " and nobody reads it, so nothing runs",
    Misuse.VALUE: ", not a list",
    Misuse.TESTED: ", which is always true, not a list",
    Misuse.RETURNED: ", not a list",
    Misuse.INPUT: ", which cannot be an input of a task, not a list",
}


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look for generators that are never read, computed with, tested, returned by a task or given to one."""
    yield from taken_for_value(subject, SAYS, generators=True)


ASY007 = Rule(
    code="ASY007",
    slug="unread-map",
    severity=Severity.ERROR,
    summary="A generator, such as flyte.map gives, is never read or taken for a list",
    why=(
        "`flyte.map` is lazy: a task is started when its result is asked for. Where nobody reads the generator, nothing "
        "runs and the run succeeds. Returned from a task it is no list, and the run fails at its end."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
def child(x: int) -> int:
    return x

@env.task
def parent(xs: list[int]) -> int:
    flyte.map(child, xs)
    return len(xs)
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
def child(x: int) -> int:
    return x

@env.task
def parent(xs: list[int]) -> int:
    return sum(flyte.map(child, xs))
""",
    scope=Scope.SOURCE,
    check=check,
)
