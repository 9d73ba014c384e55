"""ASY006: `await`, `for` or `gather` over what it cannot take."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.flow import Kind, Misuse, Misused, misused
from flytex_cli.lint.awaitables import GENERATORS, hit, how_to_await, what
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.source import Source
from flytex_cli.records import Severity


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look at what is awaited, iterated and gathered."""
    project, source = subject
    for found in misused(project, source):
        if found.misuse in (Misuse.AWAITED, Misuse.ITERATED, Misuse.GATHERED):
            yield hit(project, source, found, _message(found), _fix(source, found))


def _message(found: Misused) -> str:
    if found.misuse is Misuse.GATHERED and found.several:
        return "asyncio.gather takes awaitables one by one, not a list of them"
    if found.several:
        return f"a list of what {found.origin.name} gives cannot be awaited"
    verb = {Misuse.AWAITED: "awaited", Misuse.GATHERED: "gathered", Misuse.ITERATED: "iterated"}[found.misuse]
    how = " without async" if found.misuse is Misuse.ITERATED and found.origin.kind is Kind.ASYNC_GENERATOR else ""
    how = " with async" if found.misuse is Misuse.ITERATED and found.origin.kind is Kind.GENERATOR else how
    return f"{what(found)}, which cannot be {verb}{how}"


def _fix(source: Source, found: Misused) -> str:
    if found.misuse is Misuse.GATHERED and found.several:
        return "put a star before the list: asyncio.gather(*...)"
    if found.misuse is Misuse.ITERATED and found.origin.kind in GENERATORS:
        return "write async for" if found.origin.kind is Kind.ASYNC_GENERATOR else "write for"
    return how_to_await(source, found)


ASY006 = Rule(
    code="ASY006",
    slug="not-awaitable",
    severity=Severity.ERROR,
    summary="What is awaited, iterated or gathered cannot be",
    why=(
        "`flyte.map.aio` gives an async generator: it is read with `async for` and cannot be awaited. "
        "`asyncio.gather` takes coroutines, not a list of them, and a coroutine is nothing to iterate over. "
        "The task fails with a `TypeError` when it gets there."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def child(x: int) -> int:
    return x

@env.task
async def parent(xs: list[int]) -> list[int]:
    return await flyte.map.aio(child, xs)
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def child(x: int) -> int:
    return x

@env.task
async def parent(xs: list[int]) -> list[int]:
    return [result async for result in flyte.map.aio(child, xs)]
""",
    scope=Scope.SOURCE,
    check=check,
)
