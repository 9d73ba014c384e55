"""The arguments that calls give to tasks, held against the functions' parameters."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from flytex_cli.project import Project
from flytex_cli.project.calls import called as called_task
from flytex_cli.project.calls import is_api, is_map
from flytex_cli.project.imports import dotted_name
from flytex_cli.project.source import Function, Source
from flytex_cli.records import Reference, Referent

PARTIAL = "functools.partial"


@dataclass(frozen=True)
class Given:
    """A task and the arguments that a call gives it.

    Attributes:
        positional: by place; of a map what each is taken from, which is no value of the parameter.
        named: by name.
        open: whether there may be more, of `*args` or `**kwargs`.
        mapped: whether positional arguments are iterated over.
        partial: whether more may be given later.
    """

    callee: Reference
    node: ast.Call
    positional: tuple[ast.expr, ...]
    named: Mapping[str, ast.keyword]
    open: bool = False
    mapped: bool = False
    partial: bool = False


@dataclass(frozen=True)
class Unbound:
    """Why arguments cannot be bound.

    Attributes:
        node: the argument that is wrong; None where one is missing.
    """

    reason: str
    node: ast.expr | ast.keyword | None = None
    unknown: str | None = None


@dataclass(frozen=True)
class Parameters:
    """A function's parameters as a call sees them."""

    positional: tuple[ast.arg, ...]
    keyword_only: tuple[ast.arg, ...]
    positional_only: frozenset[str]
    optional: frozenset[str] = field(default_factory=frozenset)
    any_positional: bool = False
    any_named: bool = False

    @classmethod
    def of(cls, function: Function) -> Parameters:
        """Read them from a function's head."""
        arguments = function.args
        positional = (*arguments.posonlyargs, *arguments.args)
        optional = {each.arg for each in positional[len(positional) - len(arguments.defaults) :]}
        optional |= {
            each.arg
            for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
            if default is not None
        }
        return cls(
            positional,
            tuple(arguments.kwonlyargs),
            frozenset(each.arg for each in arguments.posonlyargs),
            frozenset(optional),
            arguments.vararg is not None,
            arguments.kwarg is not None,
        )

    @property
    def names(self) -> list[str]:
        """Those that can be given by name."""
        every = (*self.positional, *self.keyword_only)
        return [each.arg for each in every if each.arg not in self.positional_only]

    def bound(self, given: Given) -> Iterator[tuple[ast.arg, ast.expr]]:
        """Yield each parameter with its argument."""
        yield from zip(self.positional, given.positional, strict=False)
        by_name = {each.arg: each for each in (*self.positional, *self.keyword_only)}
        for name, keyword in given.named.items():
            if name in by_name:
                yield by_name[name], keyword.value

    def problems(self, given: Given) -> Iterator[Unbound]:
        """Yield what keeps the arguments from being bound."""
        taken = {each.arg for each in self.positional[: len(given.positional)]}
        if len(given.positional) > len(self.positional) and not self.any_positional:
            most = len(self.positional)
            takes = f"takes {most or 'no'} positional argument{'' if most == 1 else 's'}"
            yield Unbound(f"{takes}, {len(given.positional)} are given", given.positional[most])
        unknown = []
        for name, keyword in given.named.items():
            if name in taken:
                yield Unbound(f"is given {name!r} twice", keyword)
            elif name not in self.names and not self.any_named:
                unknown.append(Unbound(f"has no parameter {name!r}", keyword, name))
        yield from unknown
        if given.open or given.partial or unknown:  # a misspelt name is what is missing too
            return
        missing = [
            each.arg
            for each in (*self.positional[len(given.positional) :], *self.keyword_only)
            if each.arg not in self.optional and each.arg not in given.named
        ]
        if missing:
            names = ", ".join(repr(name) for name in missing)
            yield Unbound(f"is not given {names}")


@lru_cache(maxsize=1024)
def given_arguments(source: Source) -> tuple[Given, ...]:
    """Return the calls in a file that give a task arguments, in written order."""
    found = (_given(source, call) for call in (source.telling_calls if Referent.TASK in source.kinds else ()))
    return tuple(given for given in found if given is not None)


def calls_in_functions(project: Project, source: Source) -> Iterator[tuple[Given, Parameters]]:
    """Yield those within functions, with the parameters of the task's function where it is in the user's files."""
    for given in given_arguments(source):
        takes = parameters(project, given.callee)
        if takes is not None and source.enclosing(given.node) is not None:
            yield given, takes


def parameters(project: Project, reference: Reference) -> Parameters | None:
    """Return the parameters of a task's function; None where it is not in the user's files."""
    source = project.sources.get(reference.file or "")
    function = source.functions.get(reference.line or 0) if source is not None else None
    return Parameters.of(function) if function is not None else None


def task_named(source: Source, node: ast.expr | None) -> Reference | None:
    """Return the task that an expression stands for, `child.override(...)` included."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "override":
        node = node.func.value
    reference = source.reference(node)
    return reference if reference is not None and reference.kind is Referent.TASK else None


def _given(source: Source, call: ast.Call) -> Given | None:
    if is_map(source, call.func):
        return _applied(source, call, mapped=True)
    if is_api(source, call.func, "flyte.run"):
        return _applied(source, call)
    if dotted_name(source, call.func) == PARTIAL:
        return None if _is_applied(source, call) else _applied(source, call, partial=True)
    target, _ = called_task(source, call)
    reference = task_named(source, target)
    return None if reference is None else _plain(reference, call, call.args, call.keywords)


def _is_applied(source: Source, call: ast.Call) -> bool:
    """Return whether a partial is the function of a map or a run, which is looked at with it."""
    outer = source.parents.get(call)
    return isinstance(outer, ast.Call) and outer.args[:1] == [call] and is_map(source, outer.func)


def _applied(source: Source, call: ast.Call, *, mapped: bool = False, partial: bool = False) -> Given | None:
    """Read `flyte.map(child, xs)`, `flyte.run(child, x=1)`, `partial(child, y=1)` and a map of a partial."""
    if not call.args:
        return None
    function, rest = call.args[0], call.args[1:]
    keywords = [] if mapped else list(call.keywords)
    if mapped and isinstance(function, ast.Call) and dotted_name(source, function.func) == PARTIAL and function.args:
        keywords += function.keywords
        if function.args[1:]:  # given before what is mapped
            return None
        function = function.args[0]
    reference = task_named(source, function)
    return None if reference is None else _plain(reference, call, rest, keywords, mapped=mapped, partial=partial)


def _plain(
    reference: Reference,
    call: ast.Call,
    positional: list[ast.expr],
    keywords: list[ast.keyword],
    *,
    mapped: bool = False,
    partial: bool = False,
) -> Given:
    starred = any(isinstance(each, ast.Starred) for each in positional)
    spread = any(each.arg is None for each in keywords)
    named = {each.arg: each for each in keywords if each.arg is not None}
    first = next((i for i, each in enumerate(positional) if isinstance(each, ast.Starred)), len(positional))
    return Given(reference, call, tuple(positional[:first]), named, starred or spread, mapped, partial)
