"""What rules say of an awaitable that is not used as it must be."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from flytex_cli.flow import Kind, Misuse, Misused, misused
from flytex_cli.lint.finding import Hit
from flytex_cli.project import Project
from flytex_cli.project.source import Source

GENERATORS = (Kind.GENERATOR, Kind.ASYNC_GENERATOR)


def hit(project: Project, source: Source, found: Misused, message: str, fix: str) -> Hit:
    """Return a finding at the place of the misuse, with the call that gave the awaitable as its value."""
    return Hit(message, project.place(source, found.node), value=ast.unparse(found.origin.node), fix=fix)


def taken_for_value(subject: tuple[Project, Source], says: Mapping[Misuse, str], *, generators: bool) -> Iterator[Hit]:
    """Yield a finding for each misuse that there are words for, of generators or of all else."""
    project, source = subject
    for found in misused(project, source):
        if found.misuse in says and (found.origin.kind in GENERATORS) is generators:
            yield hit(project, source, found, f"{what(found)}{says[found.misuse]}", how_to_await(source, found))


def what(found: Misused) -> str:
    """Say what the call gives, as the subject of a sentence."""
    kind = found.origin.kind
    thing = "a future" if kind is Kind.FUTURE else f"{'an' if kind is Kind.ASYNC_GENERATOR else 'a'} {kind.value}"
    return f"{found.origin.name} gives {thing}"


def how_to_await(source: Source, found: Misused) -> str:
    """Say what to write to have the result."""
    call = found.origin.node
    function = source.enclosing(call)
    several = found.several or found.misuse is Misuse.GATHERED
    if found.origin.kind in GENERATORS:
        loop = "async for" if found.origin.kind is Kind.ASYNC_GENERATOR else "for"
        return f"write [r {loop} r in {shown(call)}]" if found.misuse is not Misuse.ITERATED else f"write {loop}"
    written = "await asyncio.gather(*...)" if several else f"await {shown(call)}"
    if isinstance(function, ast.FunctionDef):
        return f"make {function.name} an async def, and write {written}"
    return f"write {written}"


def shown(call: ast.Call) -> str:
    """Write a call with its arguments left out, if it has any."""
    return f"{ast.unparse(call.func)}({'...' if call.args or call.keywords else ''})"
