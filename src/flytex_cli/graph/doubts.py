"""Calls whose target only a run could tell."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.graph.names import Binding, bound_names, known_leaves
from flytex_cli.project.calls import called, is_map
from flytex_cli.project.source import Function, Source

_DOUBTFUL = (Binding.PARAMETER, Binding.LOOP)
_MAX = 60


def doubtful_calls(source: Source, function: Function, fed: bool) -> Iterator[tuple[ast.Call, str, str]]:
    """Yield each call that may be one of a task, what is called as written, and why it is not known.

    Not every unknown call is reported: of local variables only those that are awaited, because most others are
    models and clients.

    Args:
        fed: whether callers hand tasks to the function's parameters, which are known by that.
    """
    known = bound_names(source, function).kinds
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            why = _why(source, node, known, fed)
            if why is not None:
                target, _ = called(source, node)
                yield node, _written(node if target is None else target), why


def _why(source: Source, call: ast.Call, known: dict[str, Binding], fed: bool) -> str | None:
    target, _ = called(source, call)
    if target is None or source.reference(target) is not None or known_leaves(source, target):
        return None
    mapped = is_map(source, call.func)
    awaited = isinstance(source.parents.get(call), ast.Await)
    if isinstance(target, ast.Name):
        binding = known.get(target.id)
        if fed and binding in _DOUBTFUL:
            return None
        if binding in _DOUBTFUL or (binding is Binding.LOCAL and (awaited or mapped)):
            return binding.value
        return None
    if isinstance(target, ast.Subscript):
        return "an item" if mapped or awaited or _is_own(source, target.value) else None
    if isinstance(target, ast.Call):
        name = target.func.id if isinstance(target.func, ast.Name) else ""
        return "found by name" if name == "getattr" else "the result of a call" if mapped or awaited else None
    return "made on the spot" if mapped and isinstance(target, ast.Lambda) else None


def _is_own(source: Source, collection: ast.expr) -> bool:
    """Whether a collection is a module's own constant, written in capitals: `STEPS["load"](x)`."""
    return isinstance(collection, ast.Name) and collection.id in source.assignments


def _written(node: ast.expr) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= _MAX else text[: _MAX - 3] + "..."
