"""Task specs and apps as YAML: one document for each, which begins with a comment for the reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from flytex_cli.records import AppRecord, Message, Record
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.yaml_text import to_yaml
from flytex_cli.wire.document import to_document


def render(records: Sequence[Record]) -> bytes:
    """Write all of them, `---` between the documents."""
    return b"".join(pieces(records))


def pieces(records: Sequence[Record]) -> Iterator[bytes]:
    """Write one after the other."""
    for number, record in enumerate(records):
        yield (b"---\n" if number else b"") + render_one(record)


def render_one(record: Record) -> bytes:
    """Write one of them: its name, signature and file as a comment, then the message."""
    wire = record.wire
    kind = "" if record.message is Message.TASKSPEC else f"# {wire.DESCRIPTOR.full_name}\n"
    return (comment(record) + kind + to_yaml(to_document(wire))).encode()


def comment(record: Record) -> str:
    """Write the comment a document begins with: the name of the task or app, its signature or kind, its file."""
    kind = record.facts.kind if isinstance(record, AppRecord) else record.facts.signature
    lines = (record.name, kind, portable_path(record.location.file))
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
