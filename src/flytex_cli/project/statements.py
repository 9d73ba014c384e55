"""Which lines of a file belong together: the lines of a simple statement, or of the head of a compound one."""

from __future__ import annotations

import ast
from collections.abc import Iterable

Lines = tuple[int, int]
"""The first and the last line, both included."""


def lines_of_statements(nodes: Iterable[ast.AST]) -> dict[int, Lines]:
    """Return the lines of the innermost of some statements that each line belongs to."""
    found: dict[int, Lines] = {}
    for node in nodes:
        if isinstance(node, ast.stmt):
            first, last = _lines(node)
            for line in range(first, last + 1):
                known = found.get(line)
                if known is None or last - first <= known[1] - known[0]:
                    found[line] = first, last
    return found


def _lines(node: ast.stmt) -> Lines:
    body = getattr(node, "body", None)
    first = _first(node)
    if isinstance(body, list) and body:
        return first, max(node.lineno, _first(body[0]) - 1)
    return first, node.end_lineno or node.lineno


def _first(node: ast.stmt) -> int:
    decorated = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node.decorator_list
    return decorated[0].lineno if decorated else node.lineno
