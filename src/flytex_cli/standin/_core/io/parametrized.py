"""The name of a class that is given a parameter, `File[list[int]]`, as pydantic makes it."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable
from typing import Any, ForwardRef, Literal, Union, get_args, get_origin

_WITH_ARGUMENTS: Any = (typing._GenericAlias, types.GenericAlias, types.UnionType)  # type: ignore[attr-defined]
_SPECIAL: Any = typing._Final
"""What `Any` and its kin are; a TypeVar is none of them from Python 3.12 on."""


def parametrized_name(name: str, parameters: Iterable[Any]) -> str:
    """Name a class after its parameters; a text stands for itself."""
    return f"{name}[{', '.join(each if isinstance(each, str) else _shown(each) for each in parameters)}]"


def _shown(kind: Any) -> str:
    """Show a type as pydantic 2.14 `_repr.display_as_type` does; what is no type, by its class."""
    if isinstance(kind, (types.FunctionType, types.BuiltinFunctionType)):
        return kind.__name__
    if kind is ...:
        return "..."
    if isinstance(kind, ForwardRef) or type(kind).__name__ == "TypeAliasType":
        return str(kind)
    if not isinstance(kind, (_SPECIAL, *_WITH_ARGUMENTS, type)):
        kind = type(kind)
    origin = get_origin(kind)
    show = repr if origin is Literal else _shown
    arguments = ", ".join(map(show, get_args(kind)))
    if origin in (Union, types.UnionType):
        return f"Union[{arguments}]"
    if isinstance(kind, _WITH_ARGUMENTS) and hasattr(kind, "__qualname__"):
        return f"{kind.__qualname__}[{arguments}]"
    return kind.__qualname__ if isinstance(kind, type) else _without_module(repr(kind))


def _without_module(text: str) -> str:
    return text.replace("typing.", "").replace("typing_extensions.", "")
