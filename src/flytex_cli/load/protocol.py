"""The wire between flytex and the processes that run user code: JSON headers with protobuf blobs, never pickle.

One message is `>II` (length of the JSON header, length of the blob), the header as UTF-8 JSON, then the blob. Three
processes speak it:

    flytex (runner.py)  --request-->  warm process (server.py)  --fork or spawn-->  module process (worker.py)
                        <--events---                            <--------events---

Events, told apart by `kind`:

    engine       name, version, python, warnings       once, when the engine is up
    fatal        message, hint                         instead, when it is not
    phase        text                                  what the module process is doing now
    environment  environment                           one `EnvironmentRecord`
    record       record, sizes                         one `TaskRecord`; blob: the TaskSpec, then each TaskTrigger
    declared     declared                              one `DeclaredTask`, where declarations are asked for
    source       source                                one `SourceRecord`, likewise
    diagnostic   diagnostic                            one `Diagnostic`
    stubs        packages                              the packages that were stubbed
    end                                                the module process has said everything
    crash        traceback                             a bug in flytex itself
    done         seconds, output, diagnostic           (server) the module process is gone, however it ended

On their way from the server to flytex all but `engine` and `fatal` carry `module`, the target's index.
"""

from __future__ import annotations

import dataclasses
import json
import os
import struct
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, TypeVar

HEADER = struct.Struct(">II")
MAX_PART = 1 << 30
"""A longer part is taken for a corrupted stream: user code can write to any file descriptor."""

T = TypeVar("T")

_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_os_write = os.write
"""Taken before user code could replace `json.dumps` and `os.write`."""


class ProtocolError(Exception):
    """The stream does not hold a message: user code wrote into it or closed it."""


def encode(header: Mapping[str, Any], blob: bytes = b"") -> bytes:
    """One message, ready to be written."""
    head = _to_json(header).encode("utf-8", "backslashreplace")
    return HEADER.pack(len(head), len(blob)) + head + blob


class Decoder:
    """Cut a stream of bytes into messages as they arrive."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
        """Take the next bytes and yield every message that is now complete.

        Raises:
            ProtocolError: the bytes are not a message.
        """
        self._buffer += data
        position = 0
        while len(self._buffer) - position >= HEADER.size:
            head_size, blob_size = HEADER.unpack_from(self._buffer, position)
            if head_size > MAX_PART or blob_size > MAX_PART:
                raise ProtocolError("a length is out of range")
            start = position + HEADER.size
            if len(self._buffer) - start < head_size + blob_size:
                break
            middle, position = start + head_size, start + head_size + blob_size
            yield parse_header(bytes(self._buffer[start:middle])), bytes(self._buffer[middle:position])
        del self._buffer[:position]


def read(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Read one message from a blocking stream; None at its end.

    Raises:
        ProtocolError: the stream ends within a message or does not hold one.
    """
    head = _exactly(stream, HEADER.size)
    if not head:
        return None
    head_size, blob_size = HEADER.unpack(head)
    body = _exactly(stream, head_size + blob_size)
    return parse_header(body[:head_size]), body[head_size:]


def _exactly(stream: BinaryIO, size: int) -> bytes:
    """`size` bytes, however the pipe cuts them; nothing at the stream's end."""
    data = bytearray()
    while len(data) < size:
        part = stream.read(size - len(data))
        if not part:
            if data:
                raise ProtocolError("the stream ends within a message")
            break
        data += part
    return bytes(data)


def parse_header(data: bytes) -> dict[str, Any]:
    """The JSON header of a message.

    Raises:
        ProtocolError: it is not a JSON object with a `kind`.
    """
    try:
        header = json.loads(data)
    except ValueError as error:
        raise ProtocolError("a header is not JSON") from error
    if not isinstance(header, dict) or "kind" not in header:
        raise ProtocolError("a header has no kind")
    return header


def write(fd: int, header: Mapping[str, Any], blob: bytes = b"") -> None:
    """Write one message to a file descriptor, whole."""
    data = memoryview(encode(header, blob))
    while data:
        data = data[_os_write(fd, data) :]


def from_json(cls: type[T], data: Mapping[str, Any]) -> T:
    """Build a frozen record from the JSON of `dataclasses.asdict`.

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
