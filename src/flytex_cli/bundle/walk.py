"""Every file below a folder that is not left out: `copy_style="all"`, and folders that an environment includes."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator

Kept = Callable[[str], bool]


def walk(folder: str, kept: Kept, report: Callable[[OSError], None]) -> Iterator[str]:
    """Yield absolute paths in the order in which the file system lists folders; links are followed, each folder once.

    As `list_all_files` does (SDK 2.0.0 to 2.12.1): a folder that two links lead to is under the path that came first.
    A socket and a link that leads nowhere are passed over.

    Args:
        kept: whether a path is not left out.
        report: told of a folder or file that cannot be looked at.
    """
    seen: set[int] = set()
    again: set[int] = set()
    for place, subfolders, files in os.walk(folder, followlinks=True, onerror=report):
        subfolders[:] = [name for name in subfolders if name != ".git" and kept(os.path.join(place, name))]
        number = _number(place, report)
        if number is None:
            continue
        if number in seen:
            # The SDK goes on into its subfolders, which may be left out under one path only; in a circle of links it
            # does so nearly without end.
            if number in again:
                subfolders.clear()
            again.add(number)
            continue
        seen.add(number)
        for name in sorted(files):
            path = os.path.join(place, name)
            if _is_file(path) and kept(path):
                yield path
        subfolders[:] = [name for name in subfolders if _number(os.path.join(place, name), report) not in seen]


def _number(folder: str, report: Callable[[OSError], None]) -> int | None:
    try:
        return os.stat(folder).st_ino
    except OSError as error:
        report(error)
        return None


def _is_file(path: str) -> bool:
    """Return whether a path leads to something, and that is no socket."""
    try:
        return not stat.S_ISSOCK(os.stat(path).st_mode)
    except OSError:
        return False
