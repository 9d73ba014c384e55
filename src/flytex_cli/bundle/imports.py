"""The imports that are written in a file, wherever in it they stand."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Import:
    """One name of an import statement.

    Attributes:
        module: what stands after `import` or `from`, without leading dots.
        level: how many dots.
        name: what stands after `from ... import`; None of a plain `import`.
    """

    module: str
    level: int
    name: str | None
    line: int

    @property
    def dotted(self) -> tuple[str, ...]:
        """The parts of the module or of what it may hold, after the dots."""
        return tuple(part for part in (*self.module.split("."), self.name) if part)


def parsed(file: str) -> ast.Module | None:
    """Return the syntax tree of a file; None where it has none."""
    try:
        with open(file, "rb") as opened, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(opened.read())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def imports(tree: ast.AST) -> Iterator[Import]:
    """Yield the imports of a syntax tree, also those in functions, under conditions and for type checkers."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, 0, None, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (Import(node.module or "", node.level, alias.name, node.lineno) for alias in node.names)
