"""Stubs: the classes and modules that stand for packages that are not installed.

A stub takes attributes, calls, decorators, subclassing, subscripts, contexts and arithmetic, and stays a stub in all of
them. What makes a plain value of it, such as a comparison, is noted (`decisions.py`).
"""

from __future__ import annotations

import dis
import sys
from collections.abc import Callable, Mapping
from types import FrameType, FunctionType, ModuleType
from typing import Any

from flytex_cli.facts.stubs import DEFINED_AS, ONE_CLASS
from flytex_cli.facts.stubs import STUB_MARK as MARK
from flytex_cli.load.stubs.decisions import CALL, DECISIONS, FIELD, note

VERSION = "0"
"""The `__version__` of every stub."""


class _StubMeta(type):
    """Makes stub classes: their attributes are stub classes, and calling one gives a stub instance."""

    def __getattr__(cls, name: str) -> Any:
        if name == "__version__":
            note(f"{shown(cls)}.{name}", _package(cls), "version")
            return VERSION
        if _is_dunder(name):
            raise AttributeError(f"{_reason(cls)}: it has no {name}")
        child = make(getattr(cls, MARK), cls.__module__, f"{cls.__qualname__}.{name}")
        type.__setattr__(cls, name, child)
        return child

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if MARK not in vars(cls):  # a user's subclass
            return super().__call__(*args, **kwargs)
        note(shown(cls), _package(cls), CALL)
        return _decorated(args, kwargs) or super().__call__(*args, **kwargs)

    def __getitem__(cls, item: Any) -> Any:
        return cls

    def __iter__(cls) -> Any:
        return _iterate(cls, sys._getframe(1))

    def __len__(cls) -> int:
        raise TypeError(f"{_reason(cls)}: it has no length")

    def __format__(cls, spec: str) -> str:
        note(shown(cls), _package(cls), "text")
        return f"<stub {shown(cls)}>"

    def __str__(cls) -> str:
        note(shown(cls), _package(cls), "text")
        return type.__repr__(cls)

    __repr__ = __str__


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

    def __getattribute__(self, name: str) -> Any:
        """Note where a field of a user's subclass keeps its default: the base may read it from elsewhere."""
        value = object.__getattribute__(self, name)
        if DECISIONS.active and not _is_dunder(name):
            cls = type(self)
            if MARK not in vars(cls) and not callable(value) and name not in object.__getattribute__(self, "__dict__"):
                note(f"{shown(cls)}.{name}", _package(cls), FIELD)
        return value

    def __getattr__(self, name: str) -> Any:
        if _is_dunder(name):
            raise AttributeError(f"{_reason(self)}: it has no {name}")
        return getattr(type(self), name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        note(shown(self), _package(self), CALL)
        return _decorated(args, kwargs) or self

    def __getitem__(self, item: Any) -> Any:
        return self

    def __setitem__(self, item: Any, value: Any) -> None:
        """Forget it."""

    def __iter__(self) -> Any:
        return _iterate(self, sys._getframe(1))

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *error: Any) -> None:
        """Let errors pass."""

    async def __aenter__(self) -> Any:
        return self

    async def __aexit__(self, *error: Any) -> None:
        """Let errors pass."""

    def __str__(self) -> str:
        note(shown(self), _package(self), "text")
        return f"<stub {shown(self)}>"

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        note(shown(self), _package(self), "text")
        return f"<stub {shown(self)}>"


def _itself(self: Any, *others: Any) -> Any:
    return self


def _answering(kind: str, answer: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method that notes the kind of question before it answers."""

    def method(self: Any, *others: Any) -> Any:
        note(shown(self), _package(self), kind)
        return answer(self, *others)

    return method


def _number(kind: type) -> Callable[..., Any]:
    """Return a method that gives a zero while answers are noted; a spec is made of none."""

    def method(self: Any, *others: Any) -> Any:
        if not DECISIONS.active:
            raise TypeError(f"{_reason(self)}: it is no number")
        note(shown(self), _package(self), "number")
        return kind()

    return method


_ANSWERS = {
    "__bool__": _answering("truth", lambda self: True),
    "__contains__": _answering("membership", lambda self, item: False),
    "__eq__": _answering("equality", lambda self, other: self is other),
    "__hash__": _answering("equality", object.__hash__),
    **{f"__{name}__": _answering("order", lambda self, other: False) for name in ("lt", "le", "gt", "ge")},
    **{f"__{name}__": _number(int) for name in ("int", "round", "trunc", "floor", "ceil")},
    "__float__": _number(float),
    "__complex__": _number(complex),
}
for _name, _method in _ANSWERS.items():
    setattr(_Stub, _name, _method)
    setattr(_StubMeta, _name, _method)
setattr(_Stub, "__len__", _answering("length", lambda self: 0))  # noqa: B010

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


# Messages of Python and of libraries name it.
_StubMeta.__name__ = _StubMeta.__qualname__ = "stub"
_StubMeta.__module__ = "builtins"


MADE: set[str] = set()
"""The packages that there is a stub of, in this process."""


class StubModule(ModuleType):
    """A package that is not installed: its attributes are stub classes, its submodules stub modules."""

    def __init__(self, name: str, package: str) -> None:
        MADE.add(package)
        super().__init__(name, f"A stub: {package} is not installed.")
        self.__path__: list[str] = []
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
        if name == "__version__":
            note(f"{self.__name__}.{name}", self.__flytex_stub__, "version")
            return VERSION
        if _is_dunder(name):
            raise AttributeError(f"{self.__flytex_stub__} is a stub here (--stub-imports): it has no {name}")
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
    MADE.add(package)
    names = {MARK: package, "__module__": module, "__qualname__": qualname}
    made = _StubMeta(leaf, (_Stub,), names)
    if name in ONE_CLASS.values():
        _ONE_CLASS[name] = made
    return made


_ONE_CLASS: dict[str, Any] = {}
"""The stubs of classes that have two names."""


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


def stub_of(value: Any) -> str | None:
    """Return the package that a stub of any kind stands for; None for anything real and for a user's own subclass."""
    if isinstance(value, StubModule):
        return value.__flytex_stub__
    cls = value if isinstance(value, _StubMeta) else type(value)
    return vars(cls).get(MARK) if isinstance(cls, _StubMeta) else None


def shown(stub: Any) -> str:
    """Return a stub's dotted name."""
    if isinstance(stub, StubModule):
        return stub.__name__
    cls = stub if isinstance(stub, type) else type(stub)
    return f"{cls.__module__}.{cls.__qualname__}"


def _package(stub: Any) -> str:
    cls = stub if isinstance(stub, type) else type(stub)
    return next((vars(base)[MARK] for base in type.mro(cls) if MARK in vars(base)), "")


def _reason(stub: Any) -> str:
    return f"{_package(stub)} is a stub here (--stub-imports)"


def _iterate(stub: Any, frame: FrameType) -> Any:
    wanted = _unpacked_into(frame)
    if not wanted:
        note(shown(stub), _package(stub), "iteration", depth=3)
    return iter([stub] * wanted)
