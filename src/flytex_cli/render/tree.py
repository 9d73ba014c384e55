"""Task specs as files: `<environment>/<task>.<format>`, whatever the names contain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flytex_cli.errors import OutputError
from flytex_cli.records import TaskRecord
from flytex_cli.render.formats import SpecFormat

MAX_NAME = 255
"""The longest file name most file systems take, in bytes."""

_UNSAFE = re.compile(r"[^A-Za-z0-9_.\- ]")


def to_tree(records: Sequence[TaskRecord], form: SpecFormat) -> dict[str, bytes]:
    """File contents by relative POSIX path.

    Raises:
        OutputError: two tasks want one file (also where only upper and lower case tell them apart), or a name is too
            long for a file.
    """
    tree: dict[str, bytes] = {}
    owners: dict[str, TaskRecord] = {}
    for record in records:
        path = file_path(record, form)
        other = owners.setdefault(path.casefold(), record)
        if other is not record:
            raise OutputError(
                f"tasks {other.name!r} ({other.location}) and {record.name!r} ({record.location}) want the same file "
                f"{path}",
                hint="rename one of them, or write to stdout",
            )
        tree[path] = form.render_one(record)
    return tree


def file_path(record: TaskRecord, form: SpecFormat) -> str:
    """`<environment>/<task>.<format>`, characters that are unsafe in a file name as `%XX`.

    Raises:
        OutputError: a name is too long for a file.
    """
    environment = record.environment or record.name.rpartition(".")[0] or "_"
    task = record.name.removeprefix(f"{environment}.") or "_"
    parts = (file_name(environment), f"{file_name(task)}.{form.value}")
    for part in parts:
        if len(part) > MAX_NAME:
            raise OutputError(
                f"the name of task {record.name[:60]!r}... is too long for a file ({record.location})",
                hint=f"a file name has at most {MAX_NAME} bytes; write to stdout, or shorten the name",
            )
    return "/".join(parts)


def file_name(name: str) -> str:
    """A name as one safe path component."""
    safe = _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), name)
    return f"%2E{safe[1:]}" if safe.startswith(".") else safe
