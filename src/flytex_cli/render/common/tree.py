"""Tasks and apps as files, whatever their names: `<environment>/<task>.<suffix>`, `<environment>/app.<suffix>`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from flytex_cli.errors import OutputError

MAX_NAME = 255
"""The longest file name most file systems take, in bytes."""

APP = "app"
"""An app bears the name of its environment, so its file is named for what it is."""

_UNSAFE = re.compile(r"[^A-Za-z0-9_.\- ]")


class Named(Protocol):
    """What a file is written for: a task, or something made of it."""

    @property
    def name(self) -> str: ...
    @property
    def environment(self) -> str | None: ...
    @property
    def location(self) -> object: ...


Item = TypeVar("Item", bound=Named)


def to_tree(items: Sequence[Item], suffix: str, render_one: Callable[[Item], bytes]) -> dict[str, bytes]:
    """Write each item into a file of its own: contents by relative POSIX path.

    Raises:
        OutputError: two tasks want one file (also where only upper and lower case tell them apart), or a name is too
            long for a file.
    """
    tree: dict[str, bytes] = {}
    owners: dict[str, Named] = {}
    for item in items:
        path = file_path(item, suffix)
        other = owners.setdefault(path.casefold(), item)
        if other is not item:
            raise OutputError(
                f"tasks {other.name!r} ({other.location}) and {item.name!r} ({item.location}) want the same file "
                f"{path}",
                hint="rename one of them, or write to stdout",
            )
        tree[path] = render_one(item)
    return tree


def file_path(item: Named, suffix: str) -> str:
    """Return `<environment>/<task>.<suffix>`, with characters that are unsafe in a file name as `%XX`.

    Raises:
        OutputError: a name is too long for a file.
    """
    environment = item.environment or item.name.rpartition(".")[0] or "_"
    task = APP if item.name == environment else item.name.removeprefix(f"{environment}.") or "_"
    parts = (file_name(environment), f"{file_name(task)}.{suffix}")
    for part in parts:
        if len(part) > MAX_NAME:
            raise OutputError(
                f"the name of task {item.name[:60]!r}... is too long for a file ({item.location})",
                hint=f"a file name has at most {MAX_NAME} bytes; write to stdout, or shorten the name",
            )
    return "/".join(parts)


def file_name(name: str) -> str:
    """Turn a name into one safe path component."""
    safe = _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), name)
    return f"%2E{safe[1:]}" if safe.startswith(".") else safe
