"""Messages in a stream of bytes: a fixed head that a relay can read, JSON, and a blob.

One frame is `>BIII` (kind, module, length of the JSON, length of the blob), the JSON as UTF-8, then the blob. What the
kinds are, and what their JSON holds, is `protocol.py`'s.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

HEAD = struct.Struct(">BIII")
MAX_PART = 1 << 30
"""A longer part is taken for a corrupted stream: user code can write to any file descriptor."""

_os_write, _set_blocking = os.write, os.set_blocking
"""Taken before user code could replace them."""


class ProtocolError(Exception):
    """The stream does not hold a message: user code wrote into it or closed it."""


@dataclass(frozen=True)
class Frame:
    """One message, not looked into.

    Attributes:
        module: index of the target it is about; 0 where it is about none.
    """

    kind: int
    module: int
    json: bytes
    blob: bytes = b""

    def pack(self) -> bytes:
        """Return the bytes of the message."""
        return HEAD.pack(self.kind, self.module, len(self.json), len(self.blob)) + self.json + self.blob


class Decoder:
    """Cut a stream of bytes into frames as they arrive."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def is_within(self) -> bool:
        """Whether the stream has stopped within a frame so far."""
        return bool(self._buffer)

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Take the next bytes and yield every frame that is now complete.

        Raises:
            ProtocolError: the bytes are not a frame.
        """
        self._buffer += data
        position = 0
        while len(self._buffer) - position >= HEAD.size:
            kind, module, json_size, blob_size = HEAD.unpack_from(self._buffer, position)
            if json_size > MAX_PART or blob_size > MAX_PART:
                raise ProtocolError("a length is out of range")
            start = position + HEAD.size
            if len(self._buffer) - start < json_size + blob_size:
                break
            middle, position = start + json_size, start + json_size + blob_size
            yield Frame(kind, module, bytes(self._buffer[start:middle]), bytes(self._buffer[middle:position]))
        del self._buffer[:position]


def read(stream: BinaryIO) -> Frame | None:
    """Read one frame from a blocking stream; None at its end.

    Raises:
        ProtocolError: the stream ends within a frame.
    """
    head = _exactly(stream, HEAD.size)
    if not head:
        return None
    kind, module, json_size, blob_size = HEAD.unpack(head)
    body = _exactly(stream, json_size + blob_size)
    if len(body) < json_size + blob_size:
        raise ProtocolError("the stream ends within a message")
    return Frame(kind, module, body[:json_size], body[json_size:])


def write(fd: int, data: bytes | bytearray) -> None:
    """Write bytes to a file descriptor, whole, also where user code made it one that does not wait."""
    left = memoryview(data)
    while left:
        try:
            left = left[_os_write(fd, left) :]
        except BlockingIOError:
            _set_blocking(fd, True)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    """Read `size` bytes, however the pipe cuts them; nothing at the stream's end."""
    data = bytearray()
    while len(data) < size:
        part = stream.read(size - len(data))
        if not part:
            if data:
                raise ProtocolError("the stream ends within a message")
            break
        data += part
    return bytes(data)
