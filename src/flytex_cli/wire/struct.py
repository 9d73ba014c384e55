"""Plain JSON values: what a protobuf Struct holds, and copies of them."""

from __future__ import annotations

from typing import Any, TypeAlias

from google.protobuf import struct_pb2

JsonObject: TypeAlias = dict[str, Any]
"""An object in its JSON form. Values are what JSON has; callers know their fields' types."""

_EXPONENT_FROM = 1e21
"""From here on Go's `encoding/json` prints a double with an exponent, so it no longer reads as an integer."""


def from_struct(struct: struct_pb2.Struct) -> JsonObject:
    """Return a Struct as plain JSON, its keys sorted, since a protobuf map has no order of its own."""
    return {key: _from_value(struct.fields[key]) for key in sorted(struct.fields)}


def restored_number(number: float) -> int | float:
    """Return the integer that a Struct's double stands for, as Go prints it (`30`, never `30.0`), or the double."""
    return int(number) if number.is_integer() and abs(number) < _EXPONENT_FROM else number


def _from_value(value: struct_pb2.Value) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        return from_struct(value.struct_value)
    if kind == "list_value":
        return [_from_value(item) for item in value.list_value.values]
    if kind == "number_value":
        return restored_number(value.number_value)
    if kind == "string_value":
        return value.string_value
    if kind == "bool_value":
        return value.bool_value
    return None


def clone(value: Any) -> Any:
    """Copy a JSON value, so that no two places of a document share an object (YAML would print an anchor)."""
    if isinstance(value, dict):
        return {key: clone(child) for key, child in value.items()}
    if isinstance(value, list):
        return [clone(child) for child in value]
    return value
