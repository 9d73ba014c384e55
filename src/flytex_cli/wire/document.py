"""A protobuf message as the plain document that YAML and JSON show: protobuf-JSON with nothing left to chance.

The JSON form of protobuf leaves open what varies from process to process: the order of map entries and of a Struct's
keys. Here both are sorted. A Struct holds every number as a double; whole ones are shown as the integers they were.
"""

from __future__ import annotations

from typing import Any

from google.protobuf import json_format
from google.protobuf.message import Message

from flytex_cli.wire.struct import restored_number

_STRUCTS = frozenset({"google.protobuf.Struct", "google.protobuf.Value", "google.protobuf.ListValue"})


def to_document(message: Message) -> dict[str, Any]:
    """Return the message in protobuf-JSON form (lowerCamelCase), fields in declared order, map keys sorted."""
    document: dict[str, Any] = json_format.MessageToDict(message)
    return _ordered(document, message.DESCRIPTOR)


def _ordered(document: dict[str, Any], descriptor: Any) -> dict[str, Any]:
    fields = _message_fields(descriptor)
    for key, value in document.items():
        kind = fields.get(key)
        if kind is None:
            continue
        if kind.message_type.GetOptions().map_entry:
            document[key] = _sorted_map(value, kind.message_type.fields_by_name["value"])
        elif kind.message_type.full_name in _STRUCTS:
            document[key] = _struct(value)
        elif isinstance(value, list):
            for item in value:
                _descend(item, kind.message_type)
        else:
            _descend(value, kind.message_type)
    return document


def _descend(value: Any, descriptor: Any) -> None:
    if isinstance(value, dict):
        _ordered(value, descriptor)


def _sorted_map(entries: dict[str, Any], kind: Any) -> dict[str, Any]:
    if kind.message_type is not None:
        if kind.message_type.full_name in _STRUCTS:
            return {key: _struct(entries[key]) for key in sorted(entries)}
        for value in entries.values():
            _descend(value, kind.message_type)
    return {key: entries[key] for key in sorted(entries)}


def _struct(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _struct(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_struct(item) for item in value]
    return restored_number(value) if isinstance(value, float) else value


_FIELDS: dict[str, dict[str, Any]] = {}


def _message_fields(descriptor: Any) -> dict[str, Any]:
    """Return the fields of a message that hold messages, by JSON name."""
    known = _FIELDS.get(descriptor.full_name)
    if known is None:
        known = {field.json_name: field for field in descriptor.fields if field.message_type is not None}
        _FIELDS[descriptor.full_name] = known
    return known
