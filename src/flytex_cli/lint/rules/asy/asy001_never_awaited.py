"""ASY001: a task that is called and never runs."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.flow import Kind, Misuse, misused
from flytex_cli.lint.awaitables import GENERATORS, hit, how_to_await
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.source import Source
from flytex_cli.records import Severity


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look for coroutines that nothing awaits, whatever variable or list they are kept in."""
    project, source = subject
    for found in misused(project, source):
        if found.misuse is Misuse.NEVER and found.origin.kind not in GENERATORS:
            then = "the task does not wait for it" if found.origin.kind is Kind.FUTURE else "it never runs"
            message = f"{found.origin.name} is called but never awaited, so {then}"
            yield hit(project, source, found, message, how_to_await(source, found))


ASY001 = Rule(
    code="ASY001",
    slug="never-awaited",
    severity=Severity.ERROR,
    summary="A task, or another async function, is called and never awaited",
    why=(
        "The call of an async task makes a coroutine; nothing happens until it is awaited. The run succeeds "
        "and the child is missing, with no more than a `RuntimeWarning` in a log."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def child(x: int) -> int:
    return x

@env.task
async def parent(x: int) -> int:
    child(x)
    return x
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def child(x: int) -> int:
    return x

@env.task
async def parent(x: int) -> int:
    await child(x)
    return x
""",
    scope=Scope.SOURCE,
    check=check,
)
