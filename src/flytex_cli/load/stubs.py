"""Let a module load without its third-party packages: what is not installed becomes a permissive stand-in for itself.

A stub takes attributes, calls, decorators, subclassing, subscripts, contexts and arithmetic. It never wins over a
package that is installed or lies in the user's own tree, and it is seen only by user code and Flyte plugins: libraries
probe for optional packages, and must not find what is not there. Stubs never enter `sys.modules`.

A stub class carries `__flytex_stub__`, the name of its package, so that what is made of it can be told in a spec.
"""

from __future__ import annotations

import builtins
import contextlib
import dis
import importlib
import importlib.util
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from types import FrameType, FunctionType, ModuleType
from typing import Any

from flytex_cli.engine.source import is_library
from flytex_cli.facts.stubs import DEFINED_AS, KNOWN_TO_PLUGIN, ONE_CLASS
from flytex_cli.facts.stubs import STUB_MARK as MARK
from flytex_cli.load.own_tree import is_guess

SHOWN = re.compile(r"<(?:stub |class ')([\w.]+)'?>")
"""What a stub looks like where it was turned into text: in a format string as a value, by `str` as the class it is."""

NEVER = frozenset({"flyte", "flyteplugins", "flytex_cli"})
"""Packages a stub would falsify: a plugin's class is looked up by type, so the real one must be there."""

SEEN_BY_FLYTE = frozenset(
    {"fastapi", "starlette", "grpc", "mcp", "uvicorn", "streamlit", "prometheus_client", "aiohttp"}
)
"""Packages that Flyte itself needs for a user's app or connector; others it only probes for."""


class _StubMeta(type):
    """Makes stub classes: their attributes are stub classes, and calling one gives a stub instance."""

    def __getattr__(cls, name: str) -> Any:
        if _is_dunder(name):
            raise AttributeError(name)
        child = make(getattr(cls, MARK), cls.__module__, f"{cls.__qualname__}.{name}")
        type.__setattr__(cls, name, child)
        return child

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if MARK not in vars(cls):  # a user's subclass
            return super().__call__(*args, **kwargs)
        return _decorated(args, kwargs) or super().__call__(*args, **kwargs)

    def __getitem__(cls, item: Any) -> Any:
        return cls

    def __iter__(cls) -> Any:
        return iter([cls] * _unpacked_into(sys._getframe(1)))

    def __format__(cls, spec: str) -> str:
        return f"<stub {cls.__module__}.{cls.__qualname__}>"


class _Stub(metaclass=_StubMeta):
    """What a stub class makes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take anything."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Take the keywords of any class statement."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let a pydantic model have fields of a stub's type; a task that carries such a model is reported."""
        from pydantic_core import core_schema

        return core_schema.any_schema()

    def __getattr__(self, name: str) -> Any:
        if _is_dunder(name):
            raise AttributeError(name)
        return getattr(type(self), name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _decorated(args, kwargs) or self

    def __getitem__(self, item: Any) -> Any:
        return self

    def __setitem__(self, item: Any, value: Any) -> None:
        """Forget it."""

    def __iter__(self) -> Any:
        return iter([self] * _unpacked_into(sys._getframe(1)))

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True

    def __contains__(self, item: Any) -> bool:
        return False

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *error: Any) -> None:
        """Let errors pass."""

    async def __aenter__(self) -> Any:
        return self

    async def __aexit__(self, *error: Any) -> None:
        """Let errors pass."""

    def __str__(self) -> str:
        return format(type(self))

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        return str(self)


def _itself(self: Any, *others: Any) -> Any:
    return self


def _false(self: Any, other: Any) -> bool:
    return False


_ARITHMETIC = (
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "matmul",
    "and",
    "or",
    "xor",
    "lshift",
    "rshift",
)
for _name in _ARITHMETIC:
    for _form in (f"__{_name}__", f"__r{_name}__"):
        setattr(_Stub, _form, _itself)
        if _name != "or":  # `X | None` of two classes is a type
            setattr(_StubMeta, _form, _itself)
for _form in ("__neg__", "__pos__", "__invert__", "__abs__"):
    setattr(_Stub, _form, _itself)
for _form in ("__lt__", "__le__", "__gt__", "__ge__"):
    setattr(_Stub, _form, _false)
    setattr(_StubMeta, _form, _false)


class StubModule(ModuleType):
    """A package that is not installed: its attributes are stub classes, its submodules stub modules."""

    def __init__(self, name: str, package: str) -> None:
        super().__init__(name, f"A stub: {package} is not installed.")
        self.__path__: list[str] = []
        self.__version__ = "0"
        self.__flytex_stub__ = package

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what a name of a package and a module means: `from fastapi import Query` after `fastapi.Query.x`."""
        return _decorated(args, kwargs) or self._as_class()()

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[Any, ...]:
        return (self._as_class(),)

    def _as_class(self) -> Any:
        parent, _, leaf = self.__name__.rpartition(".")
        return make(self.__flytex_stub__, parent or leaf, leaf)

    def __getattr__(self, name: str) -> Any:
        if _is_dunder(name):
            raise AttributeError(name)
        value = make(self.__flytex_stub__, self.__name__, name)
        setattr(self, name, value)
        return value


def _min_max_nodes(nnodes: str) -> tuple[int, int]:
    """`2` or `1:4` as the least and the largest number of nodes."""
    least, _, most = nnodes.partition(":")
    return int(least), int(most or least)


_COMPUTING = {"torch.distributed.run.parse_min_max_nnodes": _min_max_nodes}
"""What official plugins make values of a spec with: no stub, but the function itself."""


def make(package: str, module: str, qualname: str) -> Any:
    """Make a stub class under the name it was imported by, or under its own where that is known."""
    if f"{module}.{qualname}" in _COMPUTING:
        return _COMPUTING[f"{module}.{qualname}"]
    name = f"{module}.{qualname}"
    name = ONE_CLASS.get(name, DEFINED_AS.get(name, name))
    if name in _ONE_CLASS:
        return _ONE_CLASS[name]
    leaf = qualname.rpartition(".")[2]
    if name != f"{module}.{qualname}":
        module, _, qualname = name.rpartition(".")
    names = {MARK: package, "__module__": module, "__qualname__": qualname}
    made = _StubMeta(leaf, (_Stub,), names)
    if name in ONE_CLASS.values():
        _ONE_CLASS[name] = made
    return made


_ONE_CLASS: dict[str, Any] = {}
"""The stubs of classes that have two names."""


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


def package_of(value: Any) -> str | None:
    """Return the package a stub class, or a user's subclass of one, stands for; None for anything real."""
    package = getattr(value, MARK, None) if isinstance(value, type) else None
    return package if isinstance(package, str) else None


def _decorated(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Callable[..., Any] | None:
    """Return the function or class that a stub is applied to as a decorator."""
    if len(args) == 1 and not kwargs and isinstance(args[0], (FunctionType, type)) and package_of(args[0]) is None:
        decorated: Callable[..., Any] = args[0]
        return decorated
    return None


def _unpacked_into(frame: FrameType) -> int:
    """How many names `a, b = stub` wants: what the caller's instruction unpacks into; nothing for a loop."""
    step = next((step for step in dis.get_instructions(frame.f_code) if step.offset == frame.f_lasti), None)
    return int(step.arg or 0) if step is not None and step.opname == "UNPACK_SEQUENCE" else 0


def _is_dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")
