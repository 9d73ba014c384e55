"""Questions that Python answers without asking the object: `is`, `isinstance`, `hasattr` and their like.

User code is compiled so that these ask here first, where it is noted if they are about a stub. Compiled files are not
kept, and what reads a function's source sees it as written.
"""

from __future__ import annotations

import ast
import builtins
import operator
import re
import sys
from collections.abc import Callable, Collection, Iterator
from importlib.machinery import SourceFileLoader
from types import CodeType
from typing import Any

from flytex_cli.load.stubs.classes import StubModule, shown, stub_of
from flytex_cli.load.stubs.decisions import DECISIONS, QUESTION, is_foreign
from flytex_cli.syntax import below

ASKED = "__flytex_asked__"
QUESTIONS = {each.__name__: each for each in (callable, getattr, hasattr, id, isinstance, issubclass, type)}
IDENTITY = {ast.Is: "is_", ast.IsNot: "is_not"}
_MAY_ASK = re.compile(rb"\b(?:is|" + "|".join(QUESTIONS).encode() + rb")\b")
"""The words of questions, wherever in a file they stand."""


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
        if (names is not None and not any(name in source for name in names)) or not _MAY_ASK.search(source):
            return get_code(self, fullname)
        try:
            tree = ast.parse(source, path)
            for node in below(tree):
                if isinstance(node, (ast.Compare, ast.Call)):
                    _ask_first(node)
            code: CodeType = compile(tree, path, "exec", dont_inherit=True)
        except RecursionError:
            return get_code(self, fullname)
        return code

    SourceFileLoader.get_code = asking  # type: ignore[method-assign]


def _ask_first(node: ast.Compare | ast.Call) -> None:
    """Let a question be asked through `ASKED`; it keeps its place in the source."""
    match node:
        case ast.Compare(ops=[operation]) if type(operation) in IDENTITY:
            question, true = (ast.copy_location(ast.Constant(each), node) for each in (IDENTITY[type(operation)], True))
            asked = ast.Call(_name_of_asked(node), [question, node.left, *node.comparators], [])
            node.left, node.ops, node.comparators = ast.copy_location(asked, node), [ast.Is()], [true]
        case ast.Call(func=ast.Name(id=name)) if name in QUESTIONS:
            node.args = [node.func, *node.args]
            node.func = _name_of_asked(node)


def _name_of_asked(node: ast.expr) -> ast.Name:
    return ast.copy_location(ast.Name(ASKED, ast.Load()), node)


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
