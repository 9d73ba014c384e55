"""What is called in a function and cannot be resolved, though it may be a task."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from flytex_cli.project.source import Function, Source
from flytex_cli.records import Referent

_NESTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_RUNNABLE = (Referent.TASK, Referent.FUNCTION)


class Binding(Enum):
    """What a function's own name is."""

    PARAMETER = "a parameter"
    LOOP = "a variable of a loop"
    LOCAL = "a local variable"
    DEFINED = "a function or class defined here"
    KNOWN = "another name of something known"


@dataclass(frozen=True)
class Names:
    """The names that a function, or one nested in it, binds.

    Attributes:
        kinds: what each is.
        leaves: of a name that is `KNOWN`, the expressions that it stands for.
    """

    kinds: dict[str, Binding]
    leaves: dict[str, list[ast.expr]]


@lru_cache(maxsize=4096)
def bound_names(source: Source, function: Function) -> Names:
    """Return the names of a function."""
    found: dict[str, Binding] = {}
    values: dict[str, list[ast.expr | None]] = {}
    for node in ast.walk(function):
        if isinstance(node, _NESTED):
            for argument in _parameters(node.args):
                found[argument] = Binding.PARAMETER
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node is not function:
            found[node.name] = Binding.DEFINED
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
            for name in _stored(node.target):
                found.setdefault(name, Binding.LOOP)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                found.setdefault(alias.asname or alias.name.partition(".")[0], Binding.DEFINED)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                for name in _stored(target):
                    values.setdefault(name, []).append(node.value if isinstance(target, ast.Name) else None)
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and isinstance(node.target, ast.Name):
            values.setdefault(node.target.id, []).append(node.value)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            values.setdefault(node.id, [])
    leaves = {}
    for name, given in values.items():
        ends = [known_leaves(source, value) for value in given if value is not None]
        if ends and len(ends) == len(given) and all(ends):
            found.setdefault(name, Binding.KNOWN)
            leaves[name] = [leaf for each in ends for leaf in each]
        found.setdefault(name, Binding.LOCAL)
    return Names(found, leaves)


def known_leaves(source: Source, value: ast.expr) -> list[ast.expr]:
    """Return the tasks and functions that a value may be: those of `a`, `a if x else b`, `partial(a, x=1)`.

    None of them where one way is not known.
    """
    if isinstance(value, ast.IfExp):
        ways = [known_leaves(source, way) for way in (value.body, value.orelse)]
        return [leaf for way in ways for leaf in way] if all(ways) else []
    if isinstance(value, ast.Call) and value.args and _named(value.func) == "partial":
        return known_leaves(source, value.args[0])
    reference = source.reference(value)
    return [value] if reference is not None and reference.kind in _RUNNABLE else []


def _named(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _parameters(arguments: ast.arguments) -> Iterator[str]:
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    return (argument.arg for argument in every if argument is not None)


def _stored(target: ast.expr) -> Iterator[str]:
    return (node.id for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
