"""Which value each name in a module's source has at run time: Python's scoping rules over the loaded module."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from flytex_cli.syntax import children

UNKNOWN = object()
"""The value of what only a run could tell: a parameter, a local variable, an attribute of such."""

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
"""The same for `isinstance`, which takes three times as long for a union."""
Scope = dict[str, Any]
"""The names that one function binds itself, with their values where an import gives them."""


def values(tree: ast.Module, module: ModuleType) -> Iterator[tuple[ast.expr, Any]]:
    """Yield each name and dotted name of a module that has a value known without running anything.

    Args:
        tree: the module's syntax tree.
        module: the loaded module; its globals are looked up, never called.
    """
    yield from _Walk(module).visit(tree, ())


class _Walk:
    def __init__(self, module: ModuleType) -> None:
        self._globals = module.__dict__
        self._package = module.__package__ or ""

    def visit(self, node: ast.AST, scopes: tuple[Scope, ...]) -> Iterator[tuple[ast.expr, Any]]:
        stack = [(node, scopes)]
        while stack:
            node, scopes = stack.pop()
            if isinstance(node, (ast.Name, ast.Attribute)):
                value = self._value(node, scopes)
                if value is not UNKNOWN:
                    yield node, value
            stack += self._children(node, scopes)[::-1]

    def _children(self, node: ast.AST, scopes: tuple[Scope, ...]) -> list[tuple[ast.AST, tuple[Scope, ...]]]:
        if isinstance(node, _FUNCTIONS):
            inner = (*scopes, self._bound(node))
            body = node.body if isinstance(node.body, list) else [node.body]
            ids = set(map(id, body))  # decorators, defaults and annotations belong to the scope around
            around = [(child, scopes) for child in children(node) if id(child) not in ids]
            return [*around, *((child, inner) for child in body)]
        if isinstance(node, _COMPREHENSIONS):
            bound = {name: UNKNOWN for generator in node.generators for name in _targets(generator.target)}
            scopes = (*scopes, bound)
        return [(child, scopes) for child in children(node)]

    def _value(self, node: ast.expr, scopes: tuple[Scope, ...]) -> Any:
        if isinstance(node, ast.Name):
            for scope in reversed(scopes):
                if node.id in scope:
                    return scope[node.id]
            return self._globals.get(node.id, UNKNOWN)
        if isinstance(node, ast.Attribute):
            owner = self._value(node.value, scopes)
            return UNKNOWN if owner is UNKNOWN else _attribute(owner, node.attr)
        return UNKNOWN

    def _bound(self, function: Function) -> Scope:
        arguments = function.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        scope: Scope = {argument.arg: UNKNOWN for argument in every if argument is not None}
        outside: set[str] = set()
        for node in _own_nodes(function):
            if isinstance(node, (ast.Global, ast.Nonlocal)):
                outside.update(node.names)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                scope.update(self._imported(node))
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                scope[node.name] = UNKNOWN
            elif isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
                scope[node.id] = UNKNOWN
            elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
                scope[node.name] = UNKNOWN
        return {name: value for name, value in scope.items() if name not in outside}

    def _imported(self, node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, Any]]:
        """Yield the names an import inside a function binds; a module that was not loaded is unknown."""
        for alias in node.names:
            if isinstance(node, ast.Import):
                name = alias.name if alias.asname else alias.name.partition(".")[0]
                yield alias.asname or name, sys.modules.get(name, UNKNOWN)
            else:
                bound = alias.asname or alias.name
                try:
                    source = importlib.util.resolve_name("." * node.level + (node.module or ""), self._package)
                except ImportError:
                    yield bound, UNKNOWN
                    continue
                owner = sys.modules.get(source)
                value = UNKNOWN if owner is None else _attribute(owner, alias.name)
                yield bound, sys.modules.get(f"{source}.{alias.name}", UNKNOWN) if value is UNKNOWN else value


def _attribute(owner: Any, name: str) -> Any:
    """Return an attribute that can be had without running code of the user's."""
    if isinstance(owner, ModuleType):
        if name in owner.__dict__:
            return owner.__dict__[name]
        if owner.__name__.split(".")[0] in ("flyte", "flytex_cli"):  # both load parts of themselves when asked
            return getattr(owner, name, UNKNOWN)
        return UNKNOWN
    try:
        value = inspect.getattr_static(owner, name, UNKNOWN)
    except Exception:  # an object's __dict__ may be a property that raises
        return UNKNOWN
    return UNKNOWN if isinstance(value, (property, staticmethod, classmethod)) else value


_SCOPES = (*_FUNCTIONS, *_COMPREHENSIONS, ast.ClassDef)


def _own_nodes(function: Function) -> Iterator[ast.AST]:
    """Every node of a function's body that is not inside another scope; the definitions of those are given."""
    stack: list[ast.AST] = list(function.body) if isinstance(function.body, list) else [function.body]
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, _SCOPES):
            stack += children(node)


def _targets(target: ast.expr) -> Iterator[str]:
    return (node.id for node in ast.walk(target) if isinstance(node, ast.Name))
