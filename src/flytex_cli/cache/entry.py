"""One module's outcome as bytes: what the module process said, frame by frame. Reading one runs nothing.

The bytes are not compressed: that would take as long as all else, and CI compresses a folder that it keeps anyway.
"""

from __future__ import annotations

import functools
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flytex_cli.load import protocol
from flytex_cli.load.framing import Decoder, Frame, ProtocolError
from flytex_cli.records import Inputs

_DIGEST = 40
_SECONDS = struct.Struct(">d")
_INPUTS = protocol.KIND[protocol.InputsRead]


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
        head = self.digest.encode("ascii") + _SECONDS.pack(self.done.seconds) + _packed(self.engine)
        return b"".join((head, *(frame.pack() for frame in (protocol.to_frame(self.done), *self.frames))))


@functools.lru_cache(maxsize=1)
def _packed(engine: protocol.EngineUp) -> bytes:
    return protocol.to_frame(engine).pack()


_opened = functools.lru_cache(maxsize=1)(protocol.from_frame)
"""For what most entries have in common."""


def unpack(body: bytes) -> Entry | None:
    """Return the entry in some bytes; None where they are none of this release."""
    try:
        frames = list(Decoder().feed(body[_DIGEST + _SECONDS.size :]))
        engine, done = _opened(frames[0]), protocol.from_frame(frames[1])
        match engine, done:
            case protocol.EngineUp(), protocol.Done():
                entry = Entry(body[:_DIGEST].decode("ascii", "replace"), engine, frames[2:], done)
                return entry if entry.inputs.surroundings is not None else None
    except (ProtocolError, IndexError):
        return None
    return None


def seconds_in(body: bytes) -> float | None:
    """Return how long the module of an entry took; None where it is none. The rest is not looked at."""
    if len(body) < _DIGEST + _SECONDS.size:
        return None
    seconds: float = _SECONDS.unpack_from(body, _DIGEST)[0]
    return seconds
