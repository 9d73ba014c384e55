"""Frozen records from the JSON of their fields: nothing a child sends is unpickled.

Every value has the type that its field declares, or there is no record: user code may have written it.
"""

from __future__ import annotations

import dataclasses
import functools
import sys
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any, TypeVar

from flytex_cli.load.framing import ProtocolError
from flytex_cli.records import Parameter

MAX_DEPTH = 50
"""How deep a value without declared fields may be nested; what flytex itself sends is cut off earlier."""

MAX_KNOWN = 4096
"""How many equal objects are kept in mind."""

MAX_INTERNED = 200
"""Longer texts are not looked up, in characters."""

_known: dict[Any, Any] = {}

T = TypeVar("T")
Reader = Callable[[Any], Any]


def from_json(cls: type[T], data: Mapping[str, Any]) -> T:
    """Build a frozen record.

    Raises:
        ProtocolError: a field is missing or of another shape.
    """
    hint: Any = cls
    try:
        record: T = _reader(hint)(data)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise ProtocolError(f"not a {cls.__name__}: {error}") from error
    return record


@functools.cache
def _reader(hint: Any) -> Reader:
    """Return what turns JSON into a value of a type, or raises TypeError, ValueError or KeyError."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        options = [each for each in arguments if each is not type(None)]
        return _optional(_reader(options[0])) if len(options) == 1 else _any_json
    if origin is tuple:
        many = _many(_reader(arguments[0]))
        return (lambda values: _shared(many(values))) if arguments[0] is Parameter else many
    if isinstance(origin, type) and issubclass(origin, Mapping):
        values = _reader(arguments[1])
        return _object if values is _any_json else _mapping(values)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        record = _record(hint)
        return (lambda value: _shared(record(value))) if hint is Parameter else record
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {member.value: member for member in hint}.__getitem__
    if isinstance(hint, type) and issubclass(hint, tuple):
        return _row(hint)
    if hint is float:
        return _exactly(float, int)
    if hint is str:
        return _text
    return _exactly(hint) if hint in (int, bool, bytes) else _any_json


def _readers(cls: type, names: Iterable[str]) -> dict[str, Reader]:
    """Return what reads each field of a class."""
    hints = typing.get_type_hints(cls, vars(sys.modules[cls.__module__]))
    return {name: _reader(hints[name]) for name in names}


def _record(cls: type) -> Reader:
    readers = _readers(cls, (field.name for field in dataclasses.fields(cls)))
    is_plain = not hasattr(cls, "__post_init__") and not hasattr(cls, "__slots__")
    set_field = object.__setattr__

    def read(data: Any) -> Any:
        if type(data) is not dict:
            raise TypeError(f"{_kind(data)} in the place of a {cls.__name__}")
        values = {name: readers[name](value) for name, value in data.items()}
        if not is_plain or len(values) < len(readers):
            return cls(**values)
        record: Any = object.__new__(cls)  # all fields are there, and `__init__` does no more
        for name, value in values.items():  # not through `__dict__`: a record that has one takes twice the memory
            set_field(record, name, value)
        return record

    return read


def _row(cls: Any) -> Reader:
    """Return what reads a named tuple, of which JSON has a list."""
    readers = list(_readers(cls, cls._fields).values())

    def read(values: Any) -> Any:
        if type(values) is not list or len(values) != len(readers):
            raise TypeError(f"{_kind(values)} in the place of a {cls.__name__}")
        return cls(*[reader(value) for reader, value in zip(readers, values, strict=True)])

    return read


def _optional(reader: Reader) -> Reader:
    return lambda value: None if value is None else reader(value)


def _many(reader: Reader) -> Reader:
    def read(values: Any) -> tuple[Any, ...]:
        if type(values) is not list:
            raise TypeError(f"{_kind(values)} in the place of a list")
        return tuple(map(reader, values))

    return read


def _mapping(reader: Reader) -> Reader:
    def read(values: Any) -> dict[str, Any]:
        if type(values) is not dict:
            raise TypeError(f"{_kind(values)} in the place of an object")
        return dict(zip(values, map(reader, values.values()), strict=True))

    return read


def _object(values: Any) -> Any:
    """Return an object without declared fields."""
    if type(values) is not dict:
        raise TypeError(f"{_kind(values)} in the place of an object")
    return _shared(values, repr(_any_json(values)))


def _shared(value: Any, key: Any = None) -> Any:
    """Return an equal one that was there before, of which tasks have many."""
    if len(_known) > MAX_KNOWN:
        _known.clear()
    return _known.setdefault(value if key is None else key, value)


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError(f"{_kind(value)} in the place of str")
    return sys.intern(value) if len(value) <= MAX_INTERNED else value


def _exactly(*wanted: type) -> Reader:
    def read(value: Any) -> Any:
        if type(value) not in wanted:
            raise TypeError(f"{_kind(value)} in the place of {wanted[0].__name__}")
        return value

    return read


def _any_json(value: Any, depth: int = 0) -> Any:
    if depth > MAX_DEPTH:
        raise ValueError(f"nested more than {MAX_DEPTH} deep")
    if type(value) is dict or type(value) is list:
        for each in value.values() if type(value) is dict else value:
            _any_json(each, depth + 1)
    return value


def _kind(value: Any) -> str:
    return "null" if value is None else type(value).__name__
