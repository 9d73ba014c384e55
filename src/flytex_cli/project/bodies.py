"""The nodes of a function's own body."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.project.source import Function
from flytex_cli.syntax import children


def own_nodes(function: Function) -> Iterator[ast.AST]:
    """Yield every node of the body that does not belong to a function or class defined within, in written order."""
    waiting: list[ast.AST] = [*reversed(function.body)]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            waiting += children(node)[::-1]
