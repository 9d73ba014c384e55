"""From a name to the expression that it was given, in its file or in the user's file that it is imported from."""

from __future__ import annotations

import ast

from flytex_cli.project.source import Source

Written = tuple[Source, ast.expr]
"""An expression, and the file it stands in."""

FARTHEST = 10
"""A chain of names and imports that is longer is not followed: it may be a circle."""


def followed(source: Source, node: ast.expr) -> Written:
    """Follow a name to its value as long as it leads somewhere; any other expression is its own."""
    for _ in range(FARTHEST):
        value = _value(source, node)
        if value is None:
            break
        source, node = value
    return source, node


def _value(source: Source, node: ast.expr) -> Written | None:
    if isinstance(node, ast.Name):
        return _named(source, node.id)
    if isinstance(node, ast.Attribute):
        home = _module(source, node.value)
        return None if home is None else _named(home, node.attr)
    return None


def _named(source: Source, name: str) -> Written | None:
    for _ in range(FARTHEST):
        value = source.assignments.get(name)
        if value is not None:
            return source, value
        module, attribute = source.imports.get(name, ("", ""))
        home = source.find_module(source, module) if attribute else None
        if home is None:
            return None
        source, name = home, attribute
    return None


def _module(source: Source, node: ast.expr) -> Source | None:
    """Return the user's file that a name or dotted name stands for."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in source.imports:
        return None
    module, attribute = source.imports[node.id]
    return source.find_module(source, ".".join([module, *([attribute] if attribute else []), *reversed(parts)]))
