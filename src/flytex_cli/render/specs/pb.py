"""Task specs or apps as binary protobuf: length-delimited in one stream, bare in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flytex_cli.errors import UsageError
from flytex_cli.records import Record
from flytex_cli.wire.delimited import delimited


def render(records: Sequence[Record]) -> bytes:
    """Write all of them, each message behind its length.

    Raises:
        UsageError: there are tasks and apps, which no reader could tell apart.
    """
    return b"".join(pieces(records))


def pieces(records: Sequence[Record]) -> Iterator[bytes]:
    """Write one after the other.

    Raises:
        UsageError: as `render`, before anything is written.
    """
    if len({type(record) for record in records}) > 1:
        raise UsageError(
            "a binary stream holds messages of one type, and there are tasks and apps",
            hint="-o DIR writes a file for each; --message app writes the apps alone; --env chooses one environment",
        )
    return map(delimited, map(render_one, records))


def render_one(record: Record) -> bytes:
    """Write one message, maps in a fixed order."""
    data: bytes = record.wire.SerializeToString(deterministic=True)
    return data
