"""Task specs as JSON: one array, always."""

from __future__ import annotations

from collections.abc import Sequence

from flytex_cli.records import TaskRecord
from flytex_cli.render.common.json_text import to_json
from flytex_cli.wire.document import to_document


def render(records: Sequence[TaskRecord]) -> bytes:
    """Write all tasks in one array."""
    return to_json([to_document(record.wire) for record in records])


def render_one(record: TaskRecord) -> bytes:
    """Write an array of one task, so that every JSON file of flytex reads alike."""
    return render([record])
