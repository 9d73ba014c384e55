"""Task specs as YAML: one document per task, each beginning with a comment for the reader."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

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
    lines = (record.name, record.facts.signature, portable_path(record.location.file))
    return "".join(f"# {escape_line(line)}\n" for line in lines)


def portable_path(file: str) -> str:
    """Return a path that is the same on every machine: of a file outside the root directory, where it is installed.

    That is its path below `site-packages`, or its name.
    """
    if not PurePath(file).is_absolute():
        return file
    parts = PurePath(file).parts
    for index, part in enumerate(parts[:-1]):
        if part in ("site-packages", "dist-packages"):
            return "/".join(parts[index + 1 :])
    return parts[-1]
