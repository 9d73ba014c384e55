"""What functions of one task or app do with tasks and apps, plain functions of the user's tree followed."""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flytex_cli.graph.doubts import doubtful_calls
from flytex_cli.graph.model import Link, Unresolved
from flytex_cli.graph.names import bound_names, known_leaves
from flytex_cli.project import Project
from flytex_cli.project.calls import Form, called
from flytex_cli.project.source import Function, Source
from flytex_cli.records import Reference, Referent, ShownLocation

_LINKS = {Form.CALL: Link.CALL, Form.AIO: Link.CALL, Form.MAP: Link.MAP, Form.FORWARD: Link.FORWARD}


@dataclass(frozen=True)
class Use:
    """One place where a task is named, or an app asked for."""

    callee: str
    link: Link
    via: tuple[str, ...]
    place: ShownLocation


Start = tuple[Source, Function]


@dataclass(frozen=True)
class _Stop:
    """A function on the way, and whether it is handed tasks."""

    source: Source
    function: Function
    via: tuple[str, ...] = ()
    fed: bool = False


def uses(project: Project, caller: str, starts: Iterable[Start]) -> tuple[list[Use], list[Unresolved]]:
    """Return every use of a task or app in some functions and the plain functions they use, shortest ways first.

    Args:
        project: everything that was loaded.
        caller: the task or app that the functions are of.
        starts: the functions, with their files.
    """
    found: list[Use] = []
    doubts: list[Unresolved] = []
    waiting, seen = deque(_Stop(*start) for start in starts), dict[Function, bool]()
    while waiting:
        stop = waiting.popleft()
        if seen.get(stop.function, False) or (stop.function in seen and not stop.fed):
            continue
        first = stop.function not in seen
        seen[stop.function] = stop.fed
        if first:
            found += _uses(stop)
            found += _addresses(project, stop)
        doubts = [each for each in doubts if not _inside(each, stop)]
        doubts += _doubts(caller, stop)
        waiting.extend(_next(project, stop))
    return found, doubts


def _uses(stop: _Stop) -> Iterator[Use]:
    source = stop.source
    links: dict[ast.AST, Link] = {}
    aliases = bound_names(source, stop.function).leaves
    for node in ast.walk(stop.function):
        if isinstance(node, ast.Call):
            target, form = called(source, node)
            for leaf in _leaves(source, target, aliases):
                links[leaf] = _LINKS[form]
    for node in _body(stop.function):
        reference = source.reference(node)
        if reference is not None and reference.kind is Referent.TASK and isinstance(node, ast.expr):
            link = links.get(node, Link.PASS)
            yield Use(reference.name, link, stop.via, ShownLocation(source.file, node.lineno))


def _addresses(project: Project, stop: _Stop) -> Iterator[Use]:
    """Yield each `app.endpoint`."""
    source = stop.source
    for node in _body(stop.function):
        if isinstance(node, ast.Attribute) and node.attr == "endpoint":
            reference = source.reference(node.value)
            if (
                reference is not None
                and reference.kind is Referent.ENVIRONMENT
                and _may_be_app(project, reference.name)
            ):
                yield Use(reference.name, Link.ENDPOINT, stop.via, ShownLocation(source.file, node.lineno))


def _may_be_app(project: Project, name: str) -> bool:
    known = [environment for environment in project.environments if environment.name == name]
    return not known or any(environment.record.app is not None for environment in known)


def _leaves(source: Source, target: ast.expr | None, aliases: dict[str, list[ast.expr]]) -> list[ast.expr]:
    """Return what a called expression stands for: itself, what it is chosen from, or what a name of it was given."""
    if target is None:
        return []
    if isinstance(target, ast.Name) and target.id in aliases and source.reference(target) is None:
        return aliases[target.id]
    return known_leaves(source, target)


def _body(function: Function) -> Iterator[ast.AST]:
    """Every node of the function and those nested in it, without its decorators and annotations."""
    for part in [*function.body, *function.args.defaults, *(each for each in function.args.kw_defaults if each)]:
        yield from ast.walk(part)


def _next(project: Project, stop: _Stop) -> Iterator[_Stop]:
    """Yield the plain functions that a function calls or names."""
    fed = _fed(stop)
    for node in _body(stop.function):
        reference = stop.source.reference(node)
        if reference is None or reference.kind is not Referent.FUNCTION:
            continue
        source = project.sources.get(reference.file or "")
        function = source.functions.get(reference.line or 0) if source is not None else None
        if source is not None and function is not None:
            yield _Stop(source, function, (*stop.via, reference.name), reference.name in fed)


def _fed(stop: _Stop) -> set[str]:
    """Return the plain functions that are called with a task or another function among their arguments."""
    found = set()
    for node in ast.walk(stop.function):
        if isinstance(node, ast.Call):
            reference = stop.source.reference(node.func)
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            if reference is not None and any(_is_runnable(stop, part) for value in given for part in ast.walk(value)):
                found.add(reference.name)
    return found


def _is_runnable(stop: _Stop, node: ast.AST) -> bool:
    reference: Reference | None = stop.source.reference(node)
    return reference is not None and reference.kind in (Referent.TASK, Referent.FUNCTION)


def _doubts(caller: str, stop: _Stop) -> Iterator[Unresolved]:
    for call, expression, why in doubtful_calls(stop.source, stop.function, stop.fed):
        yield Unresolved(caller, ShownLocation(stop.source.file, call.lineno), expression, why)


def _inside(doubt: Unresolved, stop: _Stop) -> bool:
    """Whether a doubt is about the function that is looked at once more."""
    start, end = stop.function.lineno, stop.function.end_lineno or stop.function.lineno
    return doubt.place.file == stop.source.file and start <= (doubt.place.line or 0) <= end


Edge = tuple[str, tuple[Link, ...], tuple[str, ...], tuple[ShownLocation, ...]]


def merged(found: list[Use]) -> Iterator[Edge]:
    """Yield the uses of each task together: its name, every link, the shortest way, all places."""
    by_callee: dict[str, list[Use]] = {}
    for use in found:
        by_callee.setdefault(use.callee, []).append(use)
    for callee, each in by_callee.items():
        links = tuple(link for link in Link if any(use.link is link for use in each))
        via = min((use.via for use in each), key=len)
        yield callee, links, via, tuple(dict.fromkeys(use.place for use in each))
