"""What the names in a user's files stand for: tasks, environments, functions of theirs, and parts of `flyte`."""

from __future__ import annotations

import hashlib
import inspect
import os
import sys
from collections.abc import Iterable, Sequence
from types import FunctionType, ModuleType
from typing import Any

from flytex_cli.engine import guard
from flytex_cli.engine.results import gives, own_gives
from flytex_cli.engine.scopes import values
from flytex_cli.engine.source import is_library, located, parsed
from flytex_cli.records import Reference, Referent, SourceRecord


class References:
    """Read files of one loaded module's tree.

    Args:
        flyte: the package that modules import as `flyte`.
        names: its public names.
        environment: its `Environment` class.
        root: the root directory.
        last: the name of a module that was loaded before any of the user's; None where all are to be looked through.
    """

    def __init__(
        self, flyte: ModuleType, names: PublicNames, environment: type, root: str, last: str | None = None
    ) -> None:
        self._flyte = flyte
        self._names = names
        self._last = last
        self._environment = environment
        self._root = root
        self._folder = os.path.dirname(flyte.__file__ or "") + os.sep
        self._inside = (self._folder, os.path.dirname(os.path.dirname(__file__)) + os.sep)

    def read(self, files: Sequence[str]) -> list[SourceRecord]:
        """Return the given files, and those of the user's own functions that they refer to, each once."""
        modules = _by_file(modules_since(self._last))
        if any(file not in modules for file in files):  # one took the name of a module that was there before
            modules = _by_file(sys.modules)
        self._names.refresh()
        waiting, seen = list(dict.fromkeys(files)), set[str]()
        records = []
        while waiting:
            file = waiting.pop(0)
            module = modules.get(file)
            if file in seen or module is None or not self._is_own(file):
                continue
            seen.add(file)
            record = self._record(file, module)
            if record is not None:
                records.append(record)
                waiting += [os.path.join(self._root, thing.file) for thing in record.things if thing.file]
        return records

    def _record(self, file: str, module: ModuleType) -> SourceRecord | None:
        read = parsed(file)
        if read is None:
            return None
        data, tree = read
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
            return Reference(Referent.FLYTE, name, gives=() if issubclass(kind, ModuleType) else gives(value))
        if kind is FunctionType:
            return self._function(value)
        return None

    def _function(self, value: FunctionType) -> Reference | None:
        inner = inspect.unwrap(value)
        if not isinstance(inner, FunctionType) or not self._is_own(inner.__code__.co_filename):
            return None
        traced = inner is not value and value.__code__.co_filename.startswith(self._folder)
        name = f"{inner.__module__}:{inner.__qualname__}"
        return Reference(Referent.FUNCTION, name, *self._written(inner), traced, own_gives(value))

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
        self._sizes: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._last: str | None = None
        self._known = 0
        self.refresh()

    def of(self, value: Any) -> str | None:
        """Return the public name of a value; the shortest one there is."""
        if self._known != len(vars(self._flyte)):  # parts of it load when they are first looked up
            self.refresh()
        return self._names.get(id(value))

    def refresh(self) -> None:
        """Read what has changed since the last time: each page of memory that is only looked at is copied in a fork."""
        own = self._flyte.__name__
        new = [name for name in modules_since(self._last) if name == own or name.startswith(f"{own}.")]
        self._sizes |= {name: -1 for name in new if "._" not in name and name not in self._sizes}
        self._last = last_module()
        for name, size in list(self._sizes.items()):
            module = sys.modules.get(name)
            if isinstance(module, ModuleType) and len(vars(module)) != size:
                self._sizes[name] = len(vars(module))
                self._read(module, "flyte" + name.removeprefix(own), own)
        for name in (*guard.INIT, *guard.RUN):  # guards take their place, which does not change the size
            self._names[id(vars(self._flyte).get(name))] = f"flyte.{name}"
        self._known = len(vars(self._flyte))

    def _read(self, module: ModuleType, public: str, own: str) -> None:
        for value, name in _names_in(module, public, own).items():
            known = self._names.get(value)
            if known is None or _rank(public) < _rank(known.rpartition(".")[0]):
                self._names[value] = name


def _rank(public: str) -> tuple[int, str]:
    return public.count("."), public


def last_module() -> str:
    """Return the name of the module that was loaded last."""
    return next(reversed(sys.modules))


def modules_since(last: str | None) -> list[str]:
    """Return the names of the modules loaded after one, latest first; of all if it is None or no longer there."""
    names = []
    for name in reversed(sys.modules):
        if name == last:
            break
        names.append(name)
    return names


def _by_file(names: Iterable[str]) -> dict[str, ModuleType]:
    found: dict[str, ModuleType] = {}
    for name in names:
        module = sys.modules.get(name)
        file = getattr(module, "__dict__", {}).get("__file__")
        if module is not None and isinstance(file, str):
            found.setdefault(os.path.abspath(file), module)
    return found


def _names_in(module: ModuleType, public: str, own: str) -> dict[int, str]:
    homes = (own.partition(".")[0], "flytex_cli")  # flytex's own guard stands in for what needs a cluster
    found: dict[int, str] = {}
    for attribute, value in list(vars(module).items()):
        if not attribute.startswith("_") and _home(value).partition(".")[0] in homes:
            found.setdefault(id(value), f"{public}.{attribute}")
    return found


def _home(value: Any) -> str:
    """Return the module a function or class is from, or an instance's class; a module has none."""
    if isinstance(value, ModuleType):
        return ""
    owner = value if isinstance(value, (FunctionType, type)) else type(value)
    return str(getattr(owner, "__module__", ""))
