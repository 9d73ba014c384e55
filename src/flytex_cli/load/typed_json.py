"""Frozen records from the JSON of `dataclasses.asdict`: nothing a child sends is unpickled."""

from __future__ import annotations

import dataclasses
import sys
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from flytex_cli.load.framing import ProtocolError

T = TypeVar("T")


def from_json(cls: type[T], data: Mapping[str, Any]) -> T:
    """Build a frozen record.

    Raises:
        ProtocolError: a field is missing or of another shape.
    """
    hints = _hints(cls)
    try:
        return cls(**{name: _value(hints[name], value) for name, value in data.items()})
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise ProtocolError(f"not a {cls.__name__}: {error}") from error


def _hints(cls: type) -> dict[str, Any]:
    if cls not in _HINTS:
        _HINTS[cls] = typing.get_type_hints(cls, vars(sys.modules[cls.__module__]))
    return _HINTS[cls]


_HINTS: dict[type, dict[str, Any]] = {}


def _value(hint: Any, value: Any) -> Any:
    origin = typing.get_origin(hint)
    if value is None:
        return None
    if origin in (types.UnionType, typing.Union):
        options = [arg for arg in typing.get_args(hint) if arg is not type(None)]
        return _value(options[0], value) if len(options) == 1 else value
    if origin is tuple:
        return tuple(_value(typing.get_args(hint)[0], item) for item in value)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return from_json(hint, value)
    if isinstance(hint, type) and issubclass(hint, (str, int, float, bool)):
        return hint(value)
    return value
