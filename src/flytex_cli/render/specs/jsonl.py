"""Task specs as JSON lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Sequence

from flytex_cli.records import TaskRecord
from flytex_cli.wire.document import to_document


def render(records: Sequence[TaskRecord]) -> bytes:
    """Write all tasks, one line per task."""
    return b"".join(map(render_one, records))


def render_one(record: TaskRecord) -> bytes:
    """Write one task in one line."""
    return (json.dumps(to_document(record.wire), separators=(",", ":"), ensure_ascii=False) + "\n").encode()
