"""The imports that are written in a file, wherever in it they stand."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flytex_cli.bundle.written.names import dotted
from flytex_cli.bundle.written.scopes import Context, Contexts, Spot, spot
from flytex_cli.syntax import Tree

BY_NAME = frozenset({"importlib.import_module", "importlib.__import__"})
"""Functions that import what they are told."""


@dataclass(frozen=True)
class Import:
    """One name of an import statement.

    Attributes:
        module: what stands after `import` or `from`, without leading dots.
        level: how many dots.
        name: what stands after `from ... import`; None of a plain `import`.
        waits: whether it runs only when a function does, and is needed then.
        typing: whether only type checkers read it.
        by_name: whether it is no statement but a call of `importlib.import_module` or its like.
    """

    module: str
    level: int
    name: str | None
    spot: Spot
    waits: bool = False
    typing: bool = False
    by_name: bool = False

    @property
    def line(self) -> int:
        """Where it stands."""
        return self.spot.lineno

    @property
    def dotted(self) -> tuple[str, ...]:
        """The parts of the module or of what it may hold, after the dots."""
        return tuple(part for part in (*self.module.split("."), self.name) if part)


def parsed(file: str) -> Tree | None:
    """Return the syntax tree of a file; None where it has none."""
    try:
        with open(file, "rb") as opened, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Tree(ast.parse(opened.read()))
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def statements(nodes: Iterable[ast.Import | ast.ImportFrom], contexts: Contexts) -> Iterator[Import]:
    """Yield the names of import statements."""
    for node in nodes:
        context = contexts.of(node)
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, 0, None, spot(node), _waits(context), context.typing)
        else:
            for alias in node.names:
                yield Import(node.module or "", node.level, alias.name, spot(node), _waits(context), context.typing)


def calls(nodes: Iterable[ast.Call], names: Mapping[str, str], contexts: Contexts) -> Iterator[Import]:
    """Yield what calls import by a name that is written there."""
    for node in nodes:
        if not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        module = node.args[0].value
        builtin = isinstance(node.func, ast.Name) and node.func.id == "__import__"
        if isinstance(module, str) and (builtin or dotted(node.func, names) in BY_NAME):
            level = len(module) - len(module.lstrip("."))
            if not level or _is_own_package(node):
                context = contexts.of(node)
                yield Import(module.lstrip("."), level, None, spot(node), _waits(context), context.typing, by_name=True)


def _is_own_package(call: ast.Call) -> bool:
    given = [*call.args[1:2], *(keyword.value for keyword in call.keywords if keyword.arg == "package")]
    return any(isinstance(each, ast.Name) and each.id == "__package__" for each in given)


def _waits(context: Context) -> bool:
    if context.typing or context.local or context.is_caught("ImportError", "ModuleNotFoundError"):
        return False
    return bool(context.functions)
