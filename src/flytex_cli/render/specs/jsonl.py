"""Task specs and apps as JSON lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from flytex_cli.records import Record
from flytex_cli.wire.document import to_document


def render(records: Sequence[Record]) -> bytes:
    """Write all of them, a line for each."""
    return b"".join(pieces(records))


def pieces(records: Sequence[Record]) -> Iterator[bytes]:
    """Write one after the other."""
    return map(render_one, records)


def render_one(record: Record) -> bytes:
    """Write one of them in one line."""
    return (json.dumps(to_document(record.wire), separators=(",", ":"), ensure_ascii=False) + "\n").encode()
