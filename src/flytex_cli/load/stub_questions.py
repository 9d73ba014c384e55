"""Questions that Python answers without asking the object: `is`, `isinstance`, `hasattr` and their like.

User code is compiled so that these ask here first, where it is noted if they are about a stub. Compiled files are not
kept, and what reads a function's source sees it as written.
"""

from __future__ import annotations

import ast
import builtins
import operator
import sys
from collections.abc import Callable, Collection, Iterator
from importlib.machinery import SourceFileLoader
from types import CodeType
from typing import Any

from flytex_cli.load.stub_classes import StubModule, shown, stub_of
from flytex_cli.load.stub_decisions import DECISIONS, QUESTION, is_foreign

ASKED = "__flytex_asked__"
QUESTIONS = {each.__name__: each for each in (callable, getattr, hasattr, id, isinstance, issubclass, type)}
IDENTITY = {ast.Is: "is_", ast.IsNot: "is_not"}


def install(packages: Collection[str] | None) -> None:
    """Note from now on what user code asks of stubs: files that name one of these packages, every file when None."""
    setattr(builtins, ASKED, _asked)
    get_code = SourceFileLoader.get_code
    names = None if packages is None else [name.encode() for name in packages]

    def asking(self: Any, fullname: str) -> CodeType | None:
        path = self.get_filename(fullname)
        if is_foreign(path):
            return get_code(self, fullname)
        source = self.get_data(path)
        if names is not None and not any(name in source for name in names):
            return get_code(self, fullname)
        try:
            tree = _Asking().visit(ast.parse(source, path))
        except RecursionError:
            return get_code(self, fullname)
        code: CodeType = compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)
        return code

    SourceFileLoader.get_code = asking  # type: ignore[method-assign]


class _Asking(ast.NodeTransformer):
    """Lets questions be asked through `ASKED`; each keeps its place in the source."""

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if len(node.ops) > 1 or type(node.ops[0]) not in IDENTITY:
            return node
        return self._call(node, ast.Constant(IDENTITY[type(node.ops[0])]), [node.left, *node.comparators], [])

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.func, ast.Name) or node.func.id not in QUESTIONS:
            return node
        return self._call(node, node.func, node.args, node.keywords)

    def _call(self, node: ast.expr, asked: ast.expr, args: list[ast.expr], keywords: list[ast.keyword]) -> ast.Call:
        name = ast.copy_location(ast.Name(ASKED, ast.Load()), node)
        return ast.copy_location(ast.Call(name, [ast.copy_location(asked, node), *args], keywords), node)


def _asked(question: Callable[..., Any] | str, *args: Any, **keywords: Any) -> Any:
    by_identity = isinstance(question, str)
    ask: Callable[..., Any] = getattr(operator, question) if isinstance(question, str) else question
    if by_identity or (ask in QUESTIONS.values() and (ask is not getattr or len(args) > 2)):
        stub = next((each for each in _flat(args) if stub_of(each) is not None), None)
        if stub is not None and not (by_identity and isinstance(stub, StubModule)):  # a module is never None
            DECISIONS.note(shown(stub), str(stub_of(stub)), QUESTION, sys._getframe(1))
    return ask(*args, **keywords)


def _flat(args: tuple[Any, ...]) -> Iterator[Any]:
    for each in args:
        if isinstance(each, tuple):
            yield from each
        else:
            yield each
