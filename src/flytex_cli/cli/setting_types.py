"""The TOML value that each type of option takes."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from enum import Enum
from typing import Any

import typer

from flytex_cli.errors import UsageError


def parameter_types(callback: Callable[..., Any]) -> dict[str, Any]:
    """Return the type of each of a command's options, `None` taken off: `list[str]`, `bool`, `Path`, an enum, ..."""
    hints = typing.get_type_hints(callback)
    hints.pop("return", None)
    return {name: _without_none(hint) for name, hint in hints.items() if hint is not typer.Context}


def choices(kind: Any) -> list[Enum]:
    """Return what an option of this type can be, where that is a closed choice."""
    (item,) = typing.get_args(kind) or (kind,)
    return list(item) if isinstance(item, type) and issubclass(item, Enum) else []


def checked(key: str, value: Any, kind: Any, where: str) -> Any:
    """Convert a setting to the form its option takes; a repeatable option also takes one text, or a table NAME = URI.

    Raises:
        UsageError: the value has another type.
    """
    if kind is str and type(value) is int:  # cpu = 4; a float would lose its last zeros: version = 1.10
        return str(value)
    if typing.get_origin(kind) is list:
        if isinstance(value, str):
            return [value]
        if isinstance(value, dict) and key == "image" and all(isinstance(item, str) for item in value.values()):
            return [f"{name}={item}" for name, item in value.items()]
        fits = isinstance(value, list) and all(isinstance(item, str) for item in value)
        expected = "a list of text, or a table of text by name" if key == "image" else "a list of text"
    elif kind is bool:
        fits, expected = isinstance(value, bool), "true or false"
    elif kind in (int, float):
        fits = isinstance(value, (int, kind)) and not isinstance(value, bool)
        expected = "a whole number" if kind is int else "a number"
    else:
        fits, expected = isinstance(value, str), "text in quotes"
    if fits:
        return value
    raise UsageError(f"{where}: {value!r} is not {expected}")


def _without_none(hint: Any) -> Any:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(option for option in typing.get_args(hint) if option is not type(None))
    return hint
