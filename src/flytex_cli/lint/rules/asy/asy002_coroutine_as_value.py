"""ASY002: a coroutine where a value is meant."""

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
    Misuse.VALUE: ", not its result",
    Misuse.TESTED: ", which is always true, not its result",
    Misuse.RETURNED: ", not its result",
    Misuse.INPUT: ", which cannot be an input of a task, not its result",
}


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look for coroutines that are computed with, tested, returned by a task or given to one."""
    yield from taken_for_value(subject, SAYS, generators=False)


ASY002 = Rule(
    code="ASY002",
    slug="coroutine-as-value",
    severity=Severity.ERROR,
    summary="A coroutine is returned or used as if it were its value",
    why=(
        "What comes back is the coroutine, not the result: the run fails at its very end, when it is to be "
        "converted to an output. A sync task has no way to await an async one."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def child(x: int) -> int:
    return x

@env.task
async def parent(x: int) -> int:
    return child(x)
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def child(x: int) -> int:
    return x

@env.task
async def parent(x: int) -> int:
    return await child(x)
""",
    scope=Scope.SOURCE,
    check=check,
)
