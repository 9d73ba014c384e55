"""Task specs as YAML: one document per task, each beginning with a comment for the reader."""

from __future__ import annotations

from collections.abc import Sequence

from flytex_cli.records import TaskRecord
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.yaml_text import to_yaml
from flytex_cli.wire.document import to_document


def render(records: Sequence[TaskRecord]) -> bytes:
    """Write all tasks, `---` between the documents."""
    return b"---\n".join(map(render_one, records))


def render_one(record: TaskRecord) -> bytes:
    """Write one task: its name, signature and file as a comment, then the message."""
    return (comment(record) + to_yaml(to_document(record.wire))).encode()


def comment(record: TaskRecord) -> str:
    """Write the comment a task's document begins with: its name, signature and file."""
    return "".join(f"# {escape_line(line)}\n" for line in (record.name, record.facts.signature, record.location.file))
