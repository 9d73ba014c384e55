"""What the syntax of Python says, for those who follow names through it."""

from __future__ import annotations

import ast
from typing import Any

Function = ast.FunctionDef | ast.AsyncFunctionDef
TRIES = tuple(getattr(ast, name) for name in ("Try", "TryStar") if hasattr(ast, name))
Chain = tuple[str, ...]
"""A name and attributes of it."""
Calls = tuple[tuple[str, int], ...]
"""The places, from the inside out, that a function was called from."""

ROUNDS = 50
"""After so many passes without an end, the way of a decision counts as lost."""


def dotted(node: ast.AST) -> Chain | None:
    """Return a dotted name; None for what is no plain one."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return (node.id, *reversed(parts)) if isinstance(node, ast.Name) else None


def first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def head_end(node: ast.stmt) -> int:
    """Return the last line of what of a statement comes before its blocks."""
    head = [each for each in ast.iter_child_nodes(node) if not isinstance(each, _BLOCKS)]
    ends = [getattr(inner, "end_lineno", None) or 0 for each in head for inner in ast.walk(each)]
    return max([node.lineno, *ends])


def scope(function: Function) -> tuple[set[str], set[str], set[str]]:
    """Return the parameters of a function, the names it declares as others', and those that it binds."""
    args = function.args
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
    declared: set[str] = set()
    bound: set[str] = set()
    stack: list[ast.AST] = [*function.body]
    while stack:
        node = stack.pop()
        match node:
            case ast.Global(names) | ast.Nonlocal(names):
                declared |= set(names)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                bound.add(name)
                continue
            case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                continue
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                bound |= {alias.asname or alias.name.partition(".")[0] for alias in aliases}
            case ast.Name(id=name, ctx=ast.Store()):
                bound.add(name)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                bound.add(name)
        stack += ast.iter_child_nodes(node)
    return {each.arg for each in every if each is not None}, declared, bound


def signature(node: Function) -> list[ast.expr]:
    """Return the defaults and annotations of a function."""
    args = node.args
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
    annotated = [each.annotation for each in every if each is not None]
    return [each for each in (*args.defaults, *args.kw_defaults, *annotated, node.returns) if each is not None]


def is_task(node: Function) -> bool:
    """Whether a function is a task, whose body nothing runs while the module is imported."""
    called = (each.func if isinstance(each, ast.Call) else each for each in node.decorator_list)
    return any(isinstance(each, ast.Attribute) and each.attr == "task" for each in called)


def is_kept(node: Function) -> bool:
    """Whether a function's result may be kept for other calls, as `functools.cache` does."""
    return bool(node.decorator_list) and not is_task(node)


def handles(node: Any) -> bool:
    """Whether a `try` handles more than a failed import."""
    names = {"ImportError", "ModuleNotFoundError"}
    for handler in node.handlers:
        kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        if any(not isinstance(kind, ast.Name) or kind.id not in names for kind in kinds):
            return True
    return False


def jumps(statement: ast.stmt) -> bool:
    """Whether a statement may leave the block that it is in, other than by an exception."""
    stack: list[tuple[ast.AST, bool]] = [(statement, False)]
    while stack:
        node, in_loop = stack.pop()
        if isinstance(node, ast.Return) or (isinstance(node, ast.Break | ast.Continue) and not in_loop):
            return node is not statement
        if not isinstance(node, Function | ast.Lambda):
            in_loop = in_loop or isinstance(node, ast.For | ast.AsyncFor | ast.While)
            stack += [(each, in_loop) for each in ast.iter_child_nodes(node) if isinstance(each, _BLOCKS)]
    return False


_BLOCKS = (ast.stmt, ast.excepthandler, ast.match_case)
