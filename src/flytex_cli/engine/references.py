"""What the names in a user's files stand for: tasks, environments, functions of theirs, and parts of `flyte`."""

from __future__ import annotations

import ast
import hashlib
import inspect
import os
import re
import sys
from collections.abc import Iterable
from types import FunctionType, ModuleType
from typing import Any

from flytex_cli.engine.scopes import values
from flytex_cli.engine.source import is_library, located
from flytex_cli.records import Reference, Referent, SourceRecord

_ODD_PATH = re.compile(r"^[^/]|/\.\.?/|//")
"""A path that is not absolute and normal: `os.path.abspath` takes its time over the thousand modules of the SDK."""


class References:
    """Read files of one loaded module's tree.

    Args:
        flyte: the package that modules import as `flyte`.
        names: its public names.
        environment: its `Environment` class.
        root: the root directory.
        place: where a task or environment is written.
    """

    def __init__(self, flyte: ModuleType, names: PublicNames, environment: type, root: str) -> None:
        self._flyte = flyte
        self._names = names
        self._environment = environment
        self._root = root
        self._folder = os.path.dirname(flyte.__file__ or "") + os.sep
        self._inside = (self._folder, os.path.dirname(os.path.dirname(__file__)) + os.sep)

    def read(self, files: Iterable[str]) -> list[SourceRecord]:
        """The given files, and those of the user's own functions that they refer to, each once."""
        modules = {
            (os.path.abspath(file) if _ODD_PATH.search(file) else file): module
            for module in list(sys.modules.values())
            if isinstance(file := getattr(module, "__dict__", {}).get("__file__"), str)
        }
        self._names.refresh()
        waiting, seen = list(dict.fromkeys(files)), set[str]()
        records = []
        while waiting:
            file = waiting.pop(0)
            module = modules.get(file)
            if file in seen or module is None or is_library(file):
                continue
            seen.add(file)
            record = self._record(file, module)
            if record is not None:
                records.append(record)
                waiting += [os.path.join(self._root, thing.file) for thing in record.things if thing.file]
        return records

    def _record(self, file: str, module: ModuleType) -> SourceRecord | None:
        try:
            with open(file, "rb") as stream:
                data = stream.read()
            tree = ast.parse(data)
        except (OSError, SyntaxError, ValueError):  # removed or rewritten since it was imported
            return None
        things: dict[Reference, int] = {}
        known: dict[int, Reference | None] = {}
        uses = {}
        for node, value in values(tree, module):
            if id(value) not in known:
                known[id(value)] = self._reference(value)
            reference = known[id(value)]
            if reference is not None:
                uses[f"{node.end_lineno}:{node.end_col_offset}"] = things.setdefault(reference, len(things))
        shown = located(file, None, self._root).file
        return SourceRecord(shown, module.__name__, hashlib.sha256(data).hexdigest(), tuple(things), uses)

    def _reference(self, value: Any) -> Reference | None:
        kind = type(value)
        if issubclass(kind, self._flyte.TaskTemplate):
            function = inspect.unwrap(func) if (func := getattr(value, "func", None)) is not None else None
            return Reference(Referent.TASK, value.name, *self._written(function))
        if issubclass(kind, self._environment):
            return Reference(Referent.ENVIRONMENT, value.name)
        name = self._flyte_module(value) if issubclass(kind, ModuleType) else self._names.of(value)
        if name is not None:
            return Reference(Referent.FLYTE, name)
        if kind is FunctionType:
            return self._function(value)
        return None

    def _function(self, value: FunctionType) -> Reference | None:
        inner = inspect.unwrap(value)
        if not isinstance(inner, FunctionType) or not self._is_own(inner.__code__.co_filename):
            return None
        traced = inner is not value and value.__code__.co_filename.startswith(self._folder)
        name = f"{inner.__module__}:{inner.__qualname__}"
        return Reference(Referent.FUNCTION, name, *self._written(inner), traced)

    def _written(self, function: Any) -> tuple[str | None, int | None]:
        code = getattr(function, "__code__", None)
        if code is None or not self._is_own(code.co_filename):
            return None, None
        return located(os.path.abspath(code.co_filename), None, self._root).file, code.co_firstlineno

    def _is_own(self, file: str) -> bool:
        return not is_library(file) and not os.path.abspath(file).startswith(self._inside)

    def _flyte_module(self, module: ModuleType) -> str | None:
        name = module.__name__
        own = self._flyte.__name__
        if name != own and not name.startswith(f"{own}."):
            return None
        return "flyte" + name.removeprefix(own)


class PublicNames:
    """The public names of the functions and classes of `flyte` and of its public modules that are loaded.

    Made before a fork it is cheap in the children, which read again only what loads later.
    """

    def __init__(self, flyte: ModuleType) -> None:
        self._flyte = flyte
        self._modules: dict[str, tuple[int, dict[int, str]]] = {}
        self._names: dict[int, str] = {}
        self._known = 0
        self.refresh()

    def of(self, value: Any) -> str | None:
        """The public name of a value; the shortest one there is."""
        if self._known != len(vars(self._flyte)):  # parts of it load when they are first looked up
            self.refresh()
        return self._names.get(id(value))

    def refresh(self) -> None:
        """Read what has changed since the last time."""
        own = self._flyte.__name__
        for name, module in list(sys.modules.items()):
            if (name == own or name.startswith(f"{own}.")) and "._" not in name and isinstance(module, ModuleType):
                state = hash(tuple(map(id, vars(module).values())))  # guards take the place of what needs a cluster
                if self._modules.get(name, (None,))[0] != state:
                    self._modules[name] = state, _names_in(module, "flyte" + name.removeprefix(own), own)
        self._names = {}
        for name in sorted(self._modules, key=lambda name: (name.count("."), name), reverse=True):
            self._names.update(self._modules[name][1])  # the shortest last: it wins
        self._known = len(vars(self._flyte))


def _names_in(module: ModuleType, public: str, own: str) -> dict[int, str]:
    homes = (own.partition(".")[0], "flytex_cli")  # flytex's own guard stands in for what needs a cluster
    found: dict[int, str] = {}
    for attribute, value in list(vars(module).items()):
        if not attribute.startswith("_") and _home(value).partition(".")[0] in homes:
            found.setdefault(id(value), f"{public}.{attribute}")
    return found


def _home(value: Any) -> str:
    """The module a function or class is from, or an instance's class; a module has none."""
    if isinstance(value, ModuleType):
        return ""
    owner = value if isinstance(value, (FunctionType, type)) else type(value)
    return str(getattr(owner, "__module__", ""))
