"""The bytes of an App's spec as Go writes them, and the digest by which the backend tells a changed app."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

_LENGTH_DELIMITED = 2
_DIGITS = 16


def spec_digest(spec: bytes) -> str:
    """Return the `flyte.org/spec-sha` of a spec."""
    return sha256(spec).hexdigest()[:_DIGITS]


def to_go_bytes(message: Message) -> bytes:
    """Serialize a message as Go does: fields by their number, but those of a `oneof` after all others.

    Go gives maps no order. Here they are sorted.
    """
    fields = sorted(message.ListFields(), key=lambda pair: _is_choice(pair[0]))
    return b"".join(part for field, value in fields for part in _parts(message, field, value))


def _parts(message: Message, field: FieldDescriptor, value: Any) -> Iterator[bytes]:
    if field.message_type is not None and not field.message_type.GetOptions().map_entry:
        tag = _varint(field.number << 3 | _LENGTH_DELIMITED)
        for item in [value] if isinstance(value, Message) else value:
            inner = to_go_bytes(item)
            yield tag + _varint(len(inner)) + inner
        return
    alone = type(message)()
    alone.CopyFrom(message)
    for other, _ in message.ListFields():
        if other.number != field.number:
            alone.ClearField(other.name)
    yield alone.SerializeToString(deterministic=True)


def _is_choice(field: FieldDescriptor) -> bool:
    """Tell whether a field is of a real `oneof`; protobuf makes one of its own for each `optional` field."""
    choice = field.containing_oneof
    return choice is not None and choice.name != f"_{field.name}"


def _varint(number: int) -> bytes:
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)
