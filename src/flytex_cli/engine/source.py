"""Where things are written: who created an object, and what a function's signature says in the source."""

from __future__ import annotations

import ast
import functools
import inspect
import os
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType, FrameType
from typing import Any

from flytex_cli.records import Parameter, SourceLocation

_NAMED = {path for key in ("stdlib", "platstdlib") if (path := sysconfig.get_paths().get(key))}
_LIBRARIES = tuple(folder + os.sep for folder in {*_NAMED, *map(os.path.realpath, _NAMED)})
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
"""Where statements stand within others."""

_SITE = (os.sep + "site-packages" + os.sep, os.sep + "dist-packages" + os.sep)


class CreationSites:
    """Remember which line of user code created each instance of some classes.

    `watch` gives a class a `__new__` that walks the stack to the first frame outside the given folders.
    """

    def __init__(self, *inside: str) -> None:
        self._inside = tuple(os.path.abspath(folder) + os.sep for folder in inside)
        self._places: dict[int, tuple[Any, tuple[tuple[str, int], ...]]] = {}

    def watch(self, cls: type) -> None:
        """Record where user code creates every instance of `cls` and of its subclasses from now on."""
        sites = self

        def __new__(cls: type, *args: Any, **kwargs: Any) -> Any:
            instance: Any = object.__new__(cls)
            sites.note(instance, sys._getframe(1))
            return instance

        cls.__new__ = __new__  # type: ignore[assignment,method-assign]

    def note(self, instance: Any, frame: FrameType | None) -> None:
        """Remember where `instance` comes from; it is kept alive, so that its id stays its own."""
        self._places[id(instance)] = (instance, tuple(self._callers(frame)))

    def forget(self) -> None:
        """Remember none of the instances so far."""
        self._places.clear()

    def caller(self, frame: FrameType | None) -> tuple[str, int]:
        """Return the file and line of the first frame that belongs to the user."""
        return next(self._callers(frame), ("", 0))

    def _callers(self, frame: FrameType | None) -> Iterator[tuple[str, int]]:
        """Yield the file and line of the frames that belong to the user, up to the module that is being imported."""
        while frame is not None:
            file = frame.f_code.co_filename
            if not file.startswith(self._inside) and not file.startswith("<") and not is_stdlib(file):
                yield os.path.abspath(file), frame.f_lineno
                if frame.f_code.co_name == "<module>":
                    return
            frame = frame.f_back

    def made(self, cls: type) -> list[Any]:
        """Return every instance of a watched class so far, in the order they were made."""
        return [instance for instance, _ in self._places.values() if isinstance(instance, cls)]

    def place(self, instance: Any) -> tuple[str, int] | None:
        """Return the file and line where `instance` was created, None if nobody watched."""
        return next(iter(self.places(instance)), None)

    def places(self, instance: Any) -> tuple[tuple[str, int], ...]:
        """Return where `instance` was created, and from where that code was called, from the inside out."""
        _, places = self._places.get(id(instance), (None, ()))
        return places


def is_library(file: str) -> bool:
    """Return whether a file belongs to Python or to an installed package rather than to the user."""
    return file.startswith("<") or any(part in file for part in _SITE) or is_stdlib(file)


@functools.lru_cache(maxsize=4096)
def is_stdlib(file: str) -> bool:
    """Return whether a file belongs to Python's own library."""
    if any(part in file for part in _SITE):
        return False
    if file.startswith(_LIBRARIES):
        return True
    folder, name = os.path.split(file)
    place = os.path.realpath(file) if os.path.islink(file) else os.path.join(_resolved(folder), name)
    return place.startswith(_LIBRARIES)


@functools.lru_cache(maxsize=1024)
def _resolved(folder: str) -> str:
    return os.path.realpath(folder)


def located(file: str, line: int | None, root: str, function: str | None = None) -> SourceLocation:
    """Say where something in an absolute file is written."""
    prefix = root.rstrip(os.sep) + os.sep
    shown = file[len(prefix) :].replace(os.sep, "/") if file.startswith(prefix) else file
    return SourceLocation(shown, line, function)


@dataclass(frozen=True)
class Definition:
    """A function as written."""

    signature: str
    inputs: tuple[Parameter, ...]
    returns: str | None


def definition(func: Any) -> Definition | None:
    """Return the function's `def` line in one line, its parameters and its return annotation; None without source."""
    code = getattr(inspect.unwrap(func), "__code__", None)
    return _definition(code) if isinstance(code, CodeType) else None


@functools.lru_cache(maxsize=1024)
def _definition(code: CodeType) -> Definition | None:
    node = _functions(code.co_filename).get(code.co_firstlineno)
    if node is None or node.name != code.co_name:
        return None
    keyword = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    returns = ast.unparse(node.returns) if node.returns else None
    signature = f"{keyword} {node.name}({_arguments(node.args)})" + (f" -> {returns}" if returns else "")
    return Definition(signature, tuple(_parameters(node.args)), returns)


def _arguments(args: ast.arguments) -> str:
    """Return what stands between the parentheses, spaced as PEP 8 has it (`ast.unparse` writes `x: int=1`)."""
    written = [_argument(parameter) for parameter in _parameters(args)]
    keyword_only = len(args.posonlyargs) + len(args.args)
    parts = [*written[: len(args.posonlyargs)], *(["/"] if args.posonlyargs else [])]
    parts += written[len(args.posonlyargs) : keyword_only]
    if args.vararg or args.kwonlyargs:
        parts.append(f"*{ast.unparse(args.vararg) if args.vararg else ''}")
    parts += written[keyword_only:]
    return ", ".join([*parts, f"**{ast.unparse(args.kwarg)}"] if args.kwarg else parts)


def _argument(parameter: Parameter) -> str:
    if not parameter.type:
        return parameter.name if parameter.default is None else f"{parameter.name}={parameter.default}"
    return f"{parameter.name}: {parameter.type}" + ("" if parameter.default is None else f" = {parameter.default}")


def _parameters(args: ast.arguments) -> list[Parameter]:
    positional = [*args.posonlyargs, *args.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(args.defaults))
    defaults += args.defaults
    pairs = [*zip(positional, defaults, strict=True), *zip(args.kwonlyargs, args.kw_defaults, strict=True)]
    return [
        Parameter(
            arg.arg,
            ast.unparse(arg.annotation) if arg.annotation else "",
            ast.unparse(default) if default is not None else None,
        )
        for arg, default in pairs
    ]


@functools.lru_cache(maxsize=256)
def parsed(file: str) -> tuple[bytes, ast.Module] | None:
    """Return what is in a Python file, and its syntax tree; None for one that was removed or is none any more."""
    try:
        with open(file, "rb") as stream:
            data = stream.read()
        return data, ast.parse(data)
    except (OSError, SyntaxError, ValueError):
        return None


@functools.lru_cache(maxsize=256)
def _functions(file: str) -> dict[int, ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return the functions of a file by the line a code object starts at: the first decorator, else the `def`."""
    read = parsed(file)
    found: dict[int, ast.FunctionDef | ast.AsyncFunctionDef] = {}
    for node in _statements(read[1]) if read is not None else ():
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            found[node.decorator_list[0].lineno if node.decorator_list else node.lineno] = node
    return found


def _statements(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield every statement, outer ones first, with the handlers and cases that statements stand in."""
    waiting: list[ast.AST] = [tree]
    for node in waiting:  # grows on the way
        for name in _BLOCKS:
            waiting += getattr(node, name, ())
        yield node
