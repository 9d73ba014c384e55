"""The nodes of a syntax tree, as `ast` walks it, for trees that are walked often."""

from __future__ import annotations

import ast


def children(node: ast.AST) -> list[ast.AST]:
    """Return the nodes right below a node, in the order of `ast.iter_child_nodes`."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, ast.AST):
            found.append(value)
        elif isinstance(value, list):
            found += [each for each in value if isinstance(each, ast.AST)]
    return found


def below(*nodes: ast.AST) -> list[ast.AST]:
    """Return nodes and all below them, outer ones first, in the order of `ast.walk`."""
    found = [*nodes]
    for node in found:  # grows on the way
        found += children(node)
    return found
