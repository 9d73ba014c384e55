"""The nodes of a syntax tree, as `ast` walks it, for trees that are walked often."""

from __future__ import annotations

import ast

_NO_NODES = frozenset(
    {
        *("arg", "asname", "attr", "conversion", "ctx", "id", "is_async", "kind", "level", "module", "rest", "simple"),
        "type_comment",
    }
)
"""Fields that hold a text, a number or how a name is used, whichever node has them."""

_fields_of: dict[type[ast.AST], tuple[str, ...]] = {ast.Constant: (), ast.Global: (), ast.Nonlocal: (), ast.alias: ()}


def children(node: ast.AST) -> list[ast.AST]:
    """Return the nodes right below a node, in the order of `ast.iter_child_nodes`; how a name is used is none."""
    try:
        fields = _fields_of[type(node)]
    except KeyError:
        fields = _fields_of[type(node)] = tuple(name for name in node._fields if name not in _NO_NODES)
    found: list[ast.AST] = []
    for name in fields:
        value = getattr(node, name, None)
        if type(value) is list:
            found += [each for each in value if isinstance(each, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def below(*nodes: ast.AST) -> list[ast.AST]:
    """Return nodes and all below them, outer ones first, in the order of `ast.walk`."""
    found = [*nodes]
    for node in found:  # grows on the way
        found += children(node)
    return found
