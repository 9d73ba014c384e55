"""Task specs as binary protobuf: length-delimited in one stream, bare in a file of its own."""

from __future__ import annotations

from collections.abc import Sequence

from flytex_cli.records import TaskRecord


def render(records: Sequence[TaskRecord]) -> bytes:
    """All tasks, each message behind its length as a varint (what `parseDelimitedFrom` reads)."""
    return b"".join(_varint(len(data)) + data for data in map(render_one, records))


def render_one(record: TaskRecord) -> bytes:
    """One message, maps in a fixed order."""
    data: bytes = record.wire.SerializeToString(deterministic=True)
    return data


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)
