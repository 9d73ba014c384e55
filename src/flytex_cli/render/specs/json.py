"""Task specs and apps as JSON: one array, always."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flytex_cli.records import Record
from flytex_cli.render.common.json_text import to_json
from flytex_cli.wire.document import to_document


def render(records: Sequence[Record]) -> bytes:
    """Write all of them in one array."""
    return b"".join(pieces(records))


def pieces(records: Sequence[Record]) -> Iterator[bytes]:
    """Write the array whole: it is for those who read it whole."""
    yield to_json([to_document(record.wire) for record in records])


def render_one(record: Record) -> bytes:
    """Write an array of one, so that every JSON file of flytex reads alike."""
    return render([record])
