"""The imports and calls of a file, each with the circumstances under which it runs."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from flytex_cli.syntax import below, children

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True, order=True)
class Spot:
    """A stretch of a file, as `ast` counts it."""

    lineno: int
    col_offset: int
    end_lineno: int
    end_col_offset: int


@dataclass(frozen=True)
class Context:
    """When a node runs.

    Attributes:
        functions: those that it is in the body of, the innermost first; none where it runs at import.
        typing: whether only type checkers read it.
        local: whether it runs only where the file is started as a script.
        caught: the names of the exceptions that are caught around it; empty text is any.
    """

    functions: tuple[Function, ...] = ()
    typing: bool = False
    local: bool = False
    caught: frozenset[str] = frozenset()

    def is_caught(self, *names: str) -> bool:
        """Return whether one of these exceptions is caught, by its name or as any."""
        return not self.caught.isdisjoint({"", "Exception", "BaseException", *names})


def spot(node: ast.expr | ast.stmt) -> Spot:
    """Return where a node stands."""
    end_line, end_column = node.end_lineno, node.end_col_offset
    assert end_line is not None
    assert end_column is not None
    return Spot(node.lineno, node.col_offset, end_line, end_column)


def walk(tree: ast.Module) -> Iterator[tuple[ast.AST, Context]]:
    """Yield every import and every call, outer ones first."""
    local = _scripts(tree)
    waiting: list[tuple[ast.AST, Context]] = [(tree, Context())]
    for node, context in waiting:  # grows on the way
        if isinstance(node, _TOLD):
            yield node, context
        inside, within = _inside(node, context, local) if isinstance(node, _CHANGING) else ((), context)
        if within is context:
            waiting += [(each, context) for each in children(node)]
        else:
            ids = set(map(id, inside))
            waiting += [(each, within if id(each) in ids else context) for each in children(node)]


_TOLD = (ast.Import, ast.ImportFrom, ast.Call)
_CHANGING = (ast.If, ast.Try, ast.With, ast.AsyncWith, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def _inside(node: ast.AST, context: Context, local: frozenset[ast.AST]) -> tuple[Sequence[ast.AST], Context]:
    """Return the nodes right below a node that run under other circumstances, and these."""
    inside: Sequence[ast.AST] = ()
    within = context
    if isinstance(node, ast.If):
        inside = node.body
        typing, script = _is_for_type_checkers(node.test), _is_script(node.test)
        within = replace(context, typing=True) if typing else replace(context, local=True) if script else context
    elif isinstance(node, ast.Try):
        inside = node.body
        within = replace(context, caught=context.caught | _caught(each.type for each in node.handlers))
    elif isinstance(node, (ast.With, ast.AsyncWith)):
        inside = node.body
        within = replace(context, caught=context.caught | _suppressed(node))
    elif isinstance(node, Function):
        inside = node.body if isinstance(node.body, list) else [node.body]
        local_too = context.local or node in local
        within = replace(context, functions=(node, *context.functions), local=local_too, caught=frozenset())
    return inside, within


def _is_for_type_checkers(test: ast.expr) -> bool:
    return getattr(test, "id", getattr(test, "attr", None)) == "TYPE_CHECKING"


def _is_script(test: ast.expr) -> bool:
    nodes = below(test)
    return any(isinstance(node, ast.Name) and node.id == "__name__" for node in nodes) and any(
        isinstance(node, ast.Constant) and node.value == "__main__" for node in nodes
    )


def _caught(types: Iterable[ast.expr | None]) -> frozenset[str]:
    names: set[str] = set()
    for each in types:
        if each is None:
            names.add("")
        for node in each.elts if isinstance(each, ast.Tuple) else [each]:
            names.add(getattr(node, "id", getattr(node, "attr", "")))
    return frozenset(names)


def _suppressed(node: ast.With | ast.AsyncWith) -> frozenset[str]:
    calls = [item.context_expr for item in node.items if isinstance(item.context_expr, ast.Call)]
    named = [call for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) == "suppress"]
    return _caught(argument for call in named for argument in call.args)


def _scripts(tree: ast.Module) -> frozenset[ast.AST]:
    """Return the functions of a file that only its part for scripts calls: `main` under `if __name__ == ...`."""
    if not any(isinstance(node, ast.If) and _is_script(node.test) for node in tree.body):
        return frozenset()
    functions = {node.name: node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}
    users: dict[str, set[str | None]] = {}
    for number, node in enumerate(tree.body):
        script = isinstance(node, ast.If) and _is_script(node.test)
        user = "" if script else getattr(node, "name", None) or f" {number}"
        for each in below(node):
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load) and each.id in functions:
                users.setdefault(each.id, set()).add(user)
    plain = {name for name, node in functions.items() if not node.decorator_list and users.get(name)}
    found: set[str] = set()
    while more := {name for name in plain - found if users[name] <= {"", name, *found}}:
        found |= more
    return frozenset(functions[name] for name in found)
