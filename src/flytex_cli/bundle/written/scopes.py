"""The circumstances under which imports and calls of a file run."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from flytex_cli.syntax import Tree, below

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


_CHANGING = frozenset({ast.If, ast.Try, ast.With, ast.AsyncWith, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda})


class Contexts:
    """The contexts of a file's nodes.

    Args:
        tree: of the file.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._known: dict[ast.AST, tuple[frozenset[int], Context, Context]] = {}
        """Of a node that changes what holds within: its body, what holds around it, and what in its body."""

    def of(self, node: ast.AST) -> Context:
        """Return when a node runs."""
        context = Context()
        steps: list[tuple[ast.AST, ast.AST]] = []
        for parent in self._tree.around(node):
            if type(parent) in _CHANGING:
                if parent in self._known:
                    context = self._at(parent, node)
                    break
                steps.append((parent, node))
            node = parent
        for parent, node in reversed(steps):
            inside, within = self._inside(parent, context)
            self._known[parent] = frozenset(map(id, inside)), context, within
            context = self._at(parent, node)
        return context

    @cached_property
    def _local(self) -> frozenset[ast.AST]:
        return _scripts(self._tree)

    def _inside(self, node: ast.AST, context: Context) -> tuple[Sequence[ast.AST], Context]:
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
            local_too = context.local or node in self._local
            within = replace(context, functions=(node, *context.functions), local=local_too, caught=frozenset())
        return inside, within

    def _at(self, parent: ast.AST, node: ast.AST) -> Context:
        inside, around, within = self._known[parent]
        return within if id(node) in inside else around


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


def _scripts(tree: Tree) -> frozenset[ast.AST]:
    """Return the functions of a file that only its part for scripts calls: `main` under `if __name__ == ...`."""
    body = tree.root.body
    if not any(isinstance(node, ast.If) and _is_script(node.test) for node in body):
        return frozenset()
    functions = {node.name: node for node in body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}
    users: dict[str, set[str | None]] = {}
    names: dict[ast.AST, str] = {}
    for number, node in enumerate(body):
        script = isinstance(node, ast.If) and _is_script(node.test)
        names[node] = "" if script else getattr(node, "name", None) or f" {number}"
    for name in tree.of(ast.Name):
        if name.id in functions and isinstance(name.ctx, ast.Load):
            *_, statement, _ = (name, *tree.around(name))
            users.setdefault(name.id, set()).add(names[statement])
    plain = {name for name, node in functions.items() if not node.decorator_list and users.get(name)}
    found: set[str] = set()
    while more := {name for name in plain - found if users[name] <= {"", name, *found}}:
        found |= more
    return frozenset(functions[name] for name in found)
