"""Several binary messages in one stream, each behind its length as a varint (what `parseDelimitedFrom` reads)."""

from __future__ import annotations

from collections.abc import Iterator

_MORE = 0x80
"""The bit that says that a varint goes on."""


def delimited(message: bytes) -> bytes:
    """Write a message behind its length."""
    return _varint(len(message)) + message


def from_delimited(data: bytes) -> Iterator[bytes]:
    """Read the messages of a stream.

    Raises:
        ValueError: a length is longer than what is left.
    """
    position = 0
    while position < len(data):
        size, position = _read_varint(data, position)
        if position + size > len(data):
            raise ValueError("a message is longer than the stream")
        yield data[position : position + size]
        position += size


def _varint(number: int) -> bytes:
    out = bytearray()
    while number >= _MORE:
        out.append(number & (_MORE - 1) | _MORE)
        number >>= 7
    out.append(number)
    return bytes(out)


def _read_varint(data: bytes, position: int) -> tuple[int, int]:
    number = shift = 0
    while position < len(data):
        byte = data[position]
        number |= (byte & (_MORE - 1)) << shift
        position, shift = position + 1, shift + 7
        if byte < _MORE:
            break
    return number, position
