"""One module's outcome as bytes: what the module process said, frame by frame. Reading one runs nothing."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flytex_cli.load import protocol
from flytex_cli.load.framing import Decoder, Frame, ProtocolError
from flytex_cli.records import Inputs

_DIGEST = 40
_SECONDS = struct.Struct(">d")
_INPUTS = protocol.KIND[protocol.InputsRead]
MAX_ENTRY = 1 << 30
"""A longer entry is taken for a damaged one, in bytes."""


@dataclass(frozen=True)
class Entry:
    """What loading a module gave.

    Attributes:
        digest: what identified its inputs then (`Now.digest`).
        engine: what loaded it.
        frames: what it said, as it came; what it took is among that.
        done: how it ended.
    """

    digest: str
    engine: protocol.EngineUp
    frames: Sequence[Frame]
    done: protocol.Done

    @cached_property
    def inputs(self) -> Inputs:
        """What loading it took."""
        read = (protocol.from_frame(frame) for frame in self.frames if frame.kind == _INPUTS)
        return next((each.inputs for each in read if isinstance(each, protocol.InputsRead)), Inputs())

    def pack(self) -> bytes:
        """Return the bytes to keep."""
        head = (protocol.to_frame(self.engine), protocol.to_frame(self.done))
        frames = b"".join(frame.pack() for frame in (*head, *self.frames))
        return self.digest.encode("ascii") + _SECONDS.pack(self.done.seconds) + zlib.compress(frames, 1)


def unpack(body: bytes) -> Entry | None:
    """Return the entry in some bytes; None where they are none of this release."""
    try:
        opened = zlib.decompressobj()
        frames = list(Decoder().feed(opened.decompress(body[_DIGEST + _SECONDS.size :], MAX_ENTRY)))
        engine, done = map(protocol.from_frame, frames[:2])
        match engine, done:
            case protocol.EngineUp(), protocol.Done():
                entry = Entry(body[:_DIGEST].decode("ascii", "replace"), engine, frames[2:], done)
                return entry if entry.inputs.surroundings is not None else None
    except (zlib.error, ProtocolError, ValueError):
        return None
    return None


def seconds_in(body: bytes) -> float | None:
    """Return how long the module of an entry took; None where it is none. The rest is not looked at."""
    if len(body) < _DIGEST + _SECONDS.size:
        return None
    seconds: float = _SECONDS.unpack_from(body, _DIGEST)[0]
    return seconds
