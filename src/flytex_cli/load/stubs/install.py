"""Let a module load without its third-party packages: what is not installed becomes a permissive stand-in for itself.

What a stub is, `classes.py` says. It never wins over a package that is installed or lies in the user's own tree,
and it is seen only by user code and Flyte plugins: libraries probe for optional packages, and must not find what is not
there. Stubs never enter `sys.modules`.

A stub class carries `__flytex_stub__`, the name of its package, so that what is made of it can be told in a spec.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any

from flytex_cli.engine.source import is_library
from flytex_cli.facts.stubs import KNOWN_TO_PLUGIN
from flytex_cli.load.own_tree import is_guess
from flytex_cli.load.stubs import questions
from flytex_cli.load.stubs.classes import StubModule, make
from flytex_cli.load.stubs.decisions import DECISIONS

NEVER = frozenset({"flyte", "flyteplugins", "flytex_cli"})
"""Packages a stub would falsify: a plugin's class is looked up by type, so the real one must be there."""

SEEN_BY_FLYTE = frozenset(
    {"fastapi", "starlette", "grpc", "mcp", "uvicorn", "streamlit", "prometheus_client", "aiohttp"}
)
"""Packages that Flyte itself needs for a user's app or connector; others it only probes for."""


class Stubs:
    """The imports of one process that are stubbed.

    Args:
        wanted: names of the packages that may be stubbed; None is all of them.
        flyte: folders of Flyte's own code, which sees only `SEEN_BY_FLYTE`.
    """

    def __init__(self, wanted: Sequence[str] | None, flyte: Sequence[str]) -> None:
        self._wanted = None if wanted is None else frozenset(wanted)
        self._flyte = tuple(os.path.abspath(folder) + os.sep for folder in flyte)
        self._modules: dict[str, StubModule] = {}
        self._filled: set[str] = set()
        self._import = builtins.__import__
        self._import_module = importlib.import_module

    @property
    def used(self) -> list[str]:
        """The packages that were stubbed, sorted."""
        return sorted({*self._filled, *(module.__flytex_stub__ for module in self._modules.values())})

    def carried_as(self, stub: type) -> set[type]:
        """Return the stub of the class that a plugin carries this one as, unless that class is installed."""
        _, name = KNOWN_TO_PLUGIN.get(f"{stub.__module__}.{stub.__qualname__}", (None, ""))
        module, _, leaf = name.rpartition(".")
        return {getattr(self._modules[module], leaf)} if module in self._modules else set()

    def install(self) -> None:
        """Stub from now on what an `import` statement or `importlib.import_module` does not find."""
        questions.install(self._wanted)
        DECISIONS.start()
        builtins.__import__ = self._statement
        importlib.import_module = self._call

    def install_lazy(self, flyte: str) -> None:
        """Stub from now on what Flyte's `lazy_module` does not find: plugins ask it for packages."""
        with contextlib.suppress(ImportError):  # the earliest releases have none
            for module in map(importlib.import_module, (f"{flyte}._utils", f"{flyte}.extend")):
                if hasattr(module, "lazy_module"):
                    vars(module)["lazy_module"] = self._lazily(module.lazy_module)

    def _lazily(self, lazy_module: Callable[[str], Any]) -> Callable[[str], Any]:
        def lazy_or_stub(fullname: str) -> Any:
            if fullname in sys.modules:
                return sys.modules[fullname]
            try:
                found = importlib.util.find_spec(fullname) is not None
                error = ModuleNotFoundError(name=fullname)
            except ModuleNotFoundError as missing_parent:
                found, error = False, missing_parent
            caller = sys._getframe(1).f_globals
            missing = None if found else self._missing(error, fullname, caller.get("__file__"), caller.get("__name__"))
            return lazy_module(fullname) if missing is None else self._module(fullname, missing)

        return lazy_or_stub

    def _statement(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        importer = sys._getframe(1).f_globals if globals is None else globals  # None in a plain call of __import__
        try:
            module = self._import(name, globals, locals, fromlist or (), level)
            if fromlist and not level:
                self._fill(module, fromlist, importer)
                guessed = self._wrong_guess(name, importer)
                if guessed and any(part != "*" and not hasattr(module, part) for part in fromlist):
                    return self._module(name, guessed)
            return module
        except ModuleNotFoundError as error:
            missing = self._wrong_guess(name, importer) or self._missing(
                error, name, importer.get("__file__"), importer.get("__name__")
            )
            if level or missing is None:
                raise
        if fromlist:
            return self._module(name, missing)
        self._module(name, missing)
        return sys.modules[name.partition(".")[0]] if "." in missing else self._module(missing, missing)

    def _call(self, name: str, package: str | None = None) -> ModuleType:
        try:
            return self._import_module(name, package)
        except ModuleNotFoundError as error:
            caller = sys._getframe(1).f_globals
            missing = self._missing(error, name, caller.get("__file__"), caller.get("__name__"))
            if missing is None:
                raise
            return self._module(name, missing)

    def _wrong_guess(self, name: str, importer: Mapping[str, Any]) -> str | None:
        """Return the package to stub when another of its name, somewhere in the user's tree, lacks what is imported."""
        top = name.partition(".")[0]
        own = (importer.get("__name__") or "").partition(".")[0] == top
        wanted = self._wanted is None or top in self._wanted
        return top if is_guess(top) and wanted and not own else None

    def _missing(self, error: ModuleNotFoundError, name: str, file: str | None, importer: str | None) -> str | None:
        """Return the package to stub for a failed import: the first missing part of `name`; None forbids it."""
        missing = error.name or ""
        top = missing.partition(".")[0]
        if not (name == missing or name.startswith(f"{missing}.")) or top in NEVER or top in sys.stdlib_module_names:
            return None
        if self._wanted is not None and not {missing, top} & self._wanted:
            return None
        if "." in missing and getattr(sys.modules.get(top), "__file__", None):
            return None  # a regular package that is installed has no such module
        home = (importer or "").partition(".")[0]
        if home in sys.stdlib_module_names:  # some of Python's own modules have no file
            return None
        if file is None or home in ("flyteplugins", "flyteidl2"):
            return missing
        if os.path.abspath(file).startswith(self._flyte):
            return missing if top in SEEN_BY_FLYTE else None
        return None if is_library(file) else missing

    def _fill(self, module: ModuleType, fromlist: Sequence[str], importer: Mapping[str, Any]) -> None:
        """Give a folder that passes for a package the parts that a `from` statement does not find in it.

        Several packages share it (`google`), or it only has a library's name (a folder `fastapi` of scripts).
        """
        if getattr(module, "__file__", None) is not None or isinstance(module, StubModule):
            return
        for part in fromlist:
            if part != "*" and not hasattr(module, part):
                name = f"{module.__name__}.{part}"
                error = ModuleNotFoundError(name=name)
                if self._missing(error, name, importer.get("__file__"), importer.get("__name__")) is None:
                    continue
                if part.islower():
                    self._module(name, name)
                else:  # by its case a class
                    setattr(module, part, make(module.__name__, module.__name__, part))
                    self._filled.add(module.__name__)

    def _module(self, name: str, package: str) -> StubModule:
        if name not in self._modules:
            self._modules[name] = StubModule(name, package)
            parent, _, leaf = name.rpartition(".")
            if name != package:
                setattr(self._module(parent, package), leaf, self._modules[name])
            elif parent:
                setattr(sys.modules[parent], leaf, self._modules[name])
        return self._modules[name]
