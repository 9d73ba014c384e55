"""The nodes of a syntax tree, as `ast` walks it, for trees that are walked often."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeVar

Node = TypeVar("Node", bound=ast.AST)

_NO_NODES = frozenset(
    {
        *("arg", "asname", "attr", "conversion", "ctx", "id", "is_async", "kind", "level", "module", "rest", "simple"),
        "type_comment",
    }
)
"""Fields that hold a text, a number or how a name is used, whichever node has them."""


class _Fields(dict[type[ast.AST], tuple[str, ...]]):
    """The fields of each type of nodes that may hold nodes."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        fields = self[kind] = tuple(name for name in kind._fields if name not in _NO_NODES)
        return fields


_FIELDS = _Fields({ast.Constant: (), ast.Global: (), ast.Nonlocal: (), ast.alias: ()})


def parsed(file: str) -> ast.Module | None:
    """Return the syntax tree of a file; None where it has none."""
    try:
        with open(file, "rb") as stream:
            return ast.parse(stream.read())
    except (OSError, SyntaxError, ValueError, RecursionError):
        return None


def children(node: ast.AST) -> list[ast.AST]:
    """Return the nodes right below a node, in the order of `ast.iter_child_nodes`; how a name is used is none."""
    found: list[ast.AST] = []
    for name in _FIELDS[type(node)]:
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


class Tree:
    """A file's syntax tree, for many who look for different nodes in it: it is walked once.

    Attributes:
        root: the module.
    """

    def __init__(self, root: ast.Module) -> None:
        self.root = root

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node, outer ones first."""
        return [self.root, *self.parents]

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """The node that each node stands in; found as `children` finds them, without a call and a list for each."""
        parents: dict[ast.AST, ast.AST] = {}
        waiting: list[ast.AST] = [self.root]
        for node in waiting:  # grows on the way
            for name in _FIELDS[type(node)]:
                value = getattr(node, name, None)
                for child in value if type(value) is list else (value,):
                    if isinstance(child, ast.AST) and child not in parents:  # such as Add() is one object everywhere
                        parents[child] = node
                        waiting.append(child)
        return parents

    def of(self, *kinds: type[Node]) -> list[Node]:
        """Return the nodes of some types, in the order of `nodes`."""
        found = [each for kind in kinds for each in self._by_type.get(kind, ())]
        if len(kinds) > 1:
            found.sort(key=itemgetter(0))
        return [node for _, node in found]

    @cached_property
    def _by_type(self) -> dict[type, list[tuple[int, Any]]]:
        """The nodes of each type, with their places among all."""
        found: defaultdict[type, list[tuple[int, Any]]] = defaultdict(list)
        for place, node in enumerate(self.nodes):
            found[type(node)].append((place, node))
        return dict(found)

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the nodes that a node stands in, innermost first."""
        parents = self.parents
        while (parent := parents.get(node)) is not None:
            yield parent
            node = parent
