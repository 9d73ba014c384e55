"""Task specs as JSON: one array, always."""

from __future__ import annotations

import json
from collections.abc import Sequence

from flytex_cli.records import TaskRecord
from flytex_cli.wire.document import to_document


def render(records: Sequence[TaskRecord]) -> bytes:
    """All tasks in one array."""
    return _dump([to_document(record.wire) for record in records])


def render_one(record: TaskRecord) -> bytes:
    """An array of one task, so that every JSON file of flytex reads alike."""
    return _dump([to_document(record.wire)])


def _dump(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()
