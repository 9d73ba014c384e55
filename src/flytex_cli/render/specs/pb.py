"""Task specs as binary protobuf: length-delimited in one stream, bare in a file of its own."""

from __future__ import annotations

from collections.abc import Sequence

from flytex_cli.records import TaskRecord
from flytex_cli.wire.delimited import to_delimited


def render(records: Sequence[TaskRecord]) -> bytes:
    """Write all tasks, each message behind its length."""
    return to_delimited(map(render_one, records))


def render_one(record: TaskRecord) -> bytes:
    """Write one message, maps in a fixed order."""
    data: bytes = record.wire.SerializeToString(deterministic=True)
    return data
