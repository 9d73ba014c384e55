"""Task specs as YAML: a document a task, each beginning with a comment for the reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from flytex_cli.records import TaskRecord
from flytex_cli.render.escape import escape_line
from flytex_cli.wire.document import to_document

_Base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_Base):  # type: ignore[misc]
    """Plain YAML without anchors; text of several lines as a block."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: Any, value: str) -> Any:
    block = "\n" in value and not any(line.endswith(" ") for line in value.split("\n"))
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if block else None)


_Dumper.add_representer(str, _text)


def render(records: Sequence[TaskRecord]) -> bytes:
    """All tasks, `---` between the documents."""
    return b"---\n".join(render_one(record) for record in records)


def render_one(record: TaskRecord) -> bytes:
    """One task: its name, signature and file as a comment, then the message."""
    return (comment(record) + dump(to_document(record.wire))).encode()


def comment(record: TaskRecord) -> str:
    """The comment a task's document begins with: its name, signature and file."""
    return "".join(f"# {escape_line(line)}\n" for line in (record.name, record.facts.signature, record.location.file))


def dump(document: Any) -> str:
    """A document as YAML text, keys in their own order."""
    text: str = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=2**31 - 1)
    return text
