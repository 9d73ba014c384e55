"""The call of Flyte's API that raised: how it is written, what it calls, and with which values."""

from __future__ import annotations

import ast
import inspect
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from opcode import opmap
from types import FrameType, ModuleType, TracebackType
from typing import Any

from flytex_cli import syntax
from flytex_cli.engine.source import is_library

_IMPORTS = frozenset({opmap["IMPORT_NAME"], opmap["IMPORT_FROM"]})
UNKNOWN = object()
"""The value of an argument that only running it again would tell."""
_CALLS_FROM_FUNCTION = sys.version_info < (3, 11)
"""Whether Python says of a decorator that it is called from the line of the function."""

_API = ("flyte", "flyteplugins", "flytex_cli.standin")
_OWN = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))) + os.sep


@dataclass(frozen=True)
class RefusedCall:
    """One call, while its exception is at hand.

    Attributes:
        inner: the frame of the function that was called; None where the call itself failed.
    """

    file: str
    node: ast.Call
    frame: FrameType
    inner: FrameType | None

    @property
    def written(self) -> str:
        """What is called, as it is written: `flyte.Resources`, `env.task`, `.with_pip_packages`."""
        function = self.node.func
        if isinstance(function, ast.Attribute) and any(isinstance(each, ast.Call) for each in ast.walk(function)):
            return f".{function.attr}"
        return ast.unparse(function)

    @cached_property
    def callee(self) -> Any:
        """What is called; None where that is not known, or not Flyte's."""
        found = thing(self.node.func, self.frame)
        module = getattr(found, "__module__", None)
        return found if isinstance(module, str) and module.startswith(_API) else None

    @property
    def name(self) -> str:
        """The callee's qualified name in Flyte: `Resources`, `TaskEnvironment.task`."""
        name = getattr(self.callee, "__qualname__", "")
        return name.replace("LayeredImage.", "Image.") if isinstance(name, str) else ""

    @cached_property
    def parameters(self) -> Mapping[str, inspect.Parameter]:
        """The parameters by name, without `self`; none where the callee does not say."""
        try:
            parameters = dict(inspect.signature(self.callee).parameters)
        except (TypeError, ValueError):
            return {}
        parameters.pop("self", None)
        return parameters

    @cached_property
    def arguments(self) -> Mapping[str, ast.expr]:
        """The expression given for each parameter, and for each keyword that is none."""
        by_place = [
            name for name, each in self.parameters.items() if each.kind not in (each.KEYWORD_ONLY, each.VAR_KEYWORD)
        ]
        given: dict[str, ast.expr] = {}
        for name, value in zip(by_place, self.node.args, strict=False):
            if isinstance(value, ast.Starred):
                break
            given[name] = value
        return given | {keyword.arg: keyword.value for keyword in self.node.keywords if keyword.arg}

    @property
    def has_unpacked(self) -> bool:
        """Whether `*` or `**` brings arguments that are not written here."""
        return any(isinstance(each, ast.Starred) for each in self.node.args) or any(
            keyword.arg is None for keyword in self.node.keywords
        )

    def value(self, name: str) -> Any:
        """Return the value of an argument, `UNKNOWN` where it cannot be had."""
        value = evaluated(self.arguments[name], self.frame)
        if value is not UNKNOWN or self.inner is None:
            return value
        locals_ = self.inner.f_locals
        return locals_[name] if name in locals_ else getattr(locals_.get("self"), name, UNKNOWN)

    def source(self, name: str) -> str:
        """Return an argument as it is written: `3.10`, whose value is 3.1."""
        node = self.arguments[name]
        try:
            with open(self.file, encoding="utf-8") as stream:
                return ast.get_source_segment(stream.read(), node) or ast.unparse(node)
        except (OSError, ValueError):
            return ast.unparse(node)


def users_link(error: BaseException) -> TracebackType | None:
    """Return the innermost place in the user's code that an exception passed through."""
    return next((link for link in reversed(list(_links(error.__traceback__))) if _is_users(link)), None)


def is_import(link: TracebackType) -> bool:
    """Return whether an exception passed through an import statement, which calls nothing that could refuse."""
    return link.tb_frame.f_code.co_code[link.tb_lasti] in _IMPORTS


def refused_calls(error: BaseException) -> Iterator[RefusedCall]:
    """Yield the calls in the user's code that may have raised, the likeliest first."""
    links = list(_links(error.__traceback__))
    place = next((index for index in reversed(range(len(links))) if _is_users(links[index])), None)
    if place is None:
        return
    link = links[place]
    inner = next((each.tb_frame for each in links[place + 1 :]), None)
    file = link.tb_frame.f_code.co_filename
    tree = parsed(file)
    for node in _calls_at(tree, link) if tree is not None else ():
        yield RefusedCall(file, node, link.tb_frame, inner)


def thing(node: ast.expr, frame: FrameType) -> Any:
    """Return what an expression stands for, without running it: a class for its instance; None where not known."""
    if isinstance(node, ast.Name):
        return frame.f_locals.get(node.id, frame.f_globals.get(node.id))
    if isinstance(node, ast.Attribute):
        return member(thing(node.value, frame), node.attr)
    if isinstance(node, ast.Call):
        callee = thing(node.func, frame)
        if isinstance(callee, type):
            return callee
        owner = thing(node.func.value, frame) if isinstance(node.func, ast.Attribute) else None
        makes = str(getattr(callee, "__annotations__", {}).get("return", ""))
        owner = owner if isinstance(owner, type) else type(owner)
        return owner if makes.strip("'\"") == owner.__name__ else None
    return None


def member(owner: Any, name: str) -> Any:
    """Return an attribute of a module, or of a class of Flyte's or an instance of one."""
    kind = owner if isinstance(owner, (type, ModuleType)) else type(owner)
    module = kind.__name__ if isinstance(kind, ModuleType) else kind.__module__
    if not isinstance(kind, ModuleType) and not module.startswith(_API):
        return None
    return getattr(owner if isinstance(owner, ModuleType) else kind, name, None)


def is_api(module: object) -> bool:
    """Return whether a module is of Flyte's, by its name."""
    return isinstance(module, str) and module.split(".")[0] in ("flyte", "flyteplugins", "flytex_cli")


def evaluated(node: ast.expr, frame: FrameType) -> Any:
    """Return the value of a literal or a name."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        if isinstance(node, ast.Name):
            return frame.f_locals.get(node.id, frame.f_globals.get(node.id, UNKNOWN))
        if isinstance(node, ast.Attribute):
            found = thing(node, frame)
            return UNKNOWN if found is None else found
        return UNKNOWN


parsed = lru_cache(maxsize=8)(syntax.parsed)
"""Parse a file again, for those who ask one after the other why it raised."""


@lru_cache(maxsize=8)
def nodes_of(tree: ast.Module) -> Sequence[ast.AST]:
    """Return every node of a file, for those who ask one after the other why it raised."""
    return syntax.below(tree)


def _links(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next


def _is_users(link: TracebackType) -> bool:
    file = link.tb_frame.f_code.co_filename
    return not is_library(file) and not file.startswith(_OWN)


def decorators_at(tree: ast.Module, line: int) -> Iterator[ast.expr]:
    """Yield the decorators that a line calls: those on it, in Python 3.10 those of the function that begins there."""
    for node in nodes_of(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            begins = _CALLS_FROM_FUNCTION and node.lineno == line
            yield from (decorator for decorator in node.decorator_list if begins or decorator.lineno == line)


def _calls_at(tree: ast.Module, link: TracebackType) -> Iterator[ast.Call]:
    """Yield the calls of a traceback's place: the very one where Python says which (3.11), else those on the line."""
    calls = [node for node in nodes_of(tree) if isinstance(node, ast.Call)]
    positions = getattr(link.tb_frame.f_code, "co_positions", None)
    if positions is not None:
        line, end_line, column, end_column = list(positions())[link.tb_lasti // 2]
        exact = [
            call
            for call in calls
            if (call.lineno, call.end_lineno, call.col_offset, call.end_col_offset)
            == (line, end_line, column, end_column)
        ]
        yield from exact
        return
    near = [call for call in calls if call.lineno <= link.tb_lineno <= (call.end_lineno or call.lineno)]
    near += [each for each in decorators_at(tree, link.tb_lineno) if isinstance(each, ast.Call) and each not in near]
    yield from sorted(near, key=lambda call: ((call.end_lineno or 0) - call.lineno, -call.col_offset))
