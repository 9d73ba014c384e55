"""What is known of the values that an expression sees, before there are any."""

from __future__ import annotations

import dataclasses
import re
import types as python_types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, Union

if TYPE_CHECKING:
    from google.protobuf.descriptor import FieldDescriptor


class Scalar(Enum):
    """A type without parts."""

    BOOL = "bool"
    NUMBER = "number"
    STRING = "string"
    BYTES = "bytes"
    NULL = "null"
    DURATION = "duration"
    TIMESTAMP = "timestamp"
    QUANTITY = "quantity"
    TYPE = "type"
    ANY = "any"
    """Not known before there is a value."""


@dataclass(frozen=True)
class ListType:
    """A list of values of one type."""

    item: Type


@dataclass(frozen=True)
class MapType:
    """A map with keys of the user's own."""

    value: Type


@dataclass(frozen=True)
class ObjectType:
    """A map whose keys are known.

    Attributes:
        name: what it is, for a person.
        fields: by name; computed when asked for, since messages may hold themselves.
    """

    name: str
    fields: Callable[[], Mapping[str, Type]]


Type: TypeAlias = Union[Scalar, ListType, MapType, ObjectType]  # noqa: UP007  (runs on 3.10)


def shown(type: Type) -> str:
    """Return what a type is called: `string`, `list(number)`, `a TaskSpec`."""
    match type:
        case Scalar():
            return type.value
        case ListType():
            return f"list({shown(type.item)})"
        case MapType():
            return f"map({shown(type.value)})"
        case ObjectType():
            return type.name


def of_dataclass(cls: type, drop: Sequence[str] = (), add: Mapping[str, Type] | None = None) -> ObjectType:
    """Return the type of a dataclass as `flytex inspect` prints it: keys in lowerCamelCase, anything may be null."""

    @cache
    def fields() -> Mapping[str, Type]:
        hints = typing.get_type_hints(cls)
        named = {each.name: hints[each.name] for each in dataclasses.fields(cls) if each.name not in drop}
        return {camel(name): _of_hint(hint) for name, hint in named.items()} | dict(add or {})

    return ObjectType(_called(cls.__name__.removesuffix("Summary")), fields)


def of_message(descriptor: Any) -> Type:
    """Return the type of a message in protobuf's own JSON form."""
    if descriptor.full_name in _JSON:
        return _JSON[descriptor.full_name]

    @cache
    def fields() -> Mapping[str, Type]:
        return {field.json_name: _of_field(field) for field in descriptor.fields}

    return ObjectType(_called(descriptor.name, as_is=True), fields)


def camel(name: str) -> str:
    """Return a name in lowerCamelCase."""
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


def _called(name: str, *, as_is: bool = False) -> str:
    """Return a name with its article: `a task`, `an amount`, `an App`."""
    word = name if as_is else re.sub(r"(?<!^)([A-Z])", r" \1", name).lower()
    return f"an {word}" if word[0].lower() in "aeio" else f"a {word}"


_JSON: dict[str, Type] = {
    "google.protobuf.Struct": Scalar.ANY,
    "google.protobuf.Value": Scalar.ANY,
    "google.protobuf.ListValue": ListType(Scalar.ANY),
    "google.protobuf.Duration": Scalar.STRING,
    "google.protobuf.Timestamp": Scalar.STRING,
    "google.protobuf.Any": Scalar.ANY,
    "google.protobuf.StringValue": Scalar.STRING,
    "google.protobuf.BoolValue": Scalar.BOOL,
    "google.protobuf.Int32Value": Scalar.NUMBER,
    "google.protobuf.UInt32Value": Scalar.NUMBER,
    "google.protobuf.DoubleValue": Scalar.NUMBER,
    "google.protobuf.FloatValue": Scalar.NUMBER,
    "google.protobuf.Int64Value": Scalar.STRING,
    "google.protobuf.UInt64Value": Scalar.STRING,
}
"""Messages that JSON has a form of its own for."""


def _of_field(field: FieldDescriptor) -> Type:
    message = field.message_type
    if message is not None and message.GetOptions().map_entry:
        return MapType(_of_single(message.fields_by_name["value"]))
    single = _of_single(field)
    repeated = getattr(field, "is_repeated", None) or getattr(field, "label", None) == 3  # LABEL_REPEATED
    return ListType(single) if repeated else single


def _of_single(field: FieldDescriptor) -> Type:
    if field.message_type is not None:
        return of_message(field.message_type)
    if field.type == field.TYPE_BOOL:
        return Scalar.BOOL
    wide = {field.TYPE_INT64, field.TYPE_UINT64, field.TYPE_SINT64, field.TYPE_FIXED64, field.TYPE_SFIXED64}
    if field.type in {field.TYPE_STRING, field.TYPE_ENUM, field.TYPE_BYTES, *wide}:  # JSON has them all as text
        return Scalar.STRING
    return Scalar.NUMBER


def _of_hint(hint: Any) -> Type:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, python_types.UnionType):
        known = [each for each in arguments if each is not type(None)]
        return _of_hint(known[0]) if len(known) == 1 else Scalar.ANY
    if origin is tuple or (isinstance(origin, type) and issubclass(origin, Sequence)):
        return ListType(_of_hint(arguments[0]) if arguments else Scalar.ANY)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return MapType(_of_hint(arguments[1]))
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return of_dataclass(hint)
    if isinstance(hint, type):
        for python, scalar in ((bool, Scalar.BOOL), (int, Scalar.NUMBER), (float, Scalar.NUMBER), (str, Scalar.STRING)):
            if issubclass(hint, python):
                return scalar
    return Scalar.ANY
