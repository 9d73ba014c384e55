"""Which stub an exception comes from: the statement that raised it uses one."""

from __future__ import annotations

import ast
import os
import sys
from types import TracebackType
from typing import Any


def stub_behind(error: BaseException) -> str | None:
    """Return the package whose stub the innermost statement of user code uses, where that raised an exception."""
    stubs = sys.modules.get("flytex_cli.load.stubs.classes")
    if stubs is None or not stubs.MADE:
        return None
    from flytex_cli.load.stubs.classes import stub_of
    from flytex_cli.load.stubs.decisions import is_foreign
    from flytex_cli.load.stubs.reach.source import statements_at

    innermost: TracebackType | None = None
    trace = error.__traceback__
    while trace is not None:
        if not is_foreign(trace.tb_frame.f_code.co_filename):
            innermost = trace
        trace = trace.tb_next
    if innermost is None:
        return None
    frame = innermost.tb_frame
    for statement in statements_at(os.path.abspath(frame.f_code.co_filename), innermost.tb_lineno):
        if isinstance(statement, ast.Raise):
            return None
        for node in _evaluated(statement):
            if isinstance(node, ast.Name):
                package = stub_of(_value(node.id, frame.f_locals, frame.f_globals))
                if package is not None:
                    return package
    return None


def _evaluated(statement: ast.AST) -> list[ast.AST]:
    """Return what of a statement runs on its own line: of a compound one the head."""
    found: list[ast.AST] = []
    stack = [statement]
    while stack:
        node = stack.pop()
        found.append(node)
        stack += [each for each in ast.iter_child_nodes(node) if not isinstance(each, ast.stmt)]
    return found


def _value(name: str, *scopes: dict[str, Any]) -> Any:
    return next((scope[name] for scope in scopes if name in scope), None)
