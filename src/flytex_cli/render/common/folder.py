"""Write a tree of files whole or not at all, or say how a folder differs from it."""

from __future__ import annotations

import contextlib
import difflib
import errno
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flytex_cli.writing import beside, os_errors_reported


@dataclass(frozen=True)
class Difference:
    """One file that is not as it should be: `missing`, `changed` or `stale` (its task no longer exists)."""

    path: str
    kind: str
    diff: str


def write_tree(folder: Path, tree: Mapping[str, bytes]) -> None:
    """Write every file, or none: each goes to a temporary name first, and all are renamed at the end.

    Raises:
        OutputError: the folder cannot be written, or the disk is full.
    """
    with os_errors_reported(within=str(folder)), contextlib.ExitStack() as cleanup:
        moves: list[tuple[Path, Path]] = []
        for name, data in tree.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
            temporary = cleanup.enter_context(beside(path))
            temporary.write_bytes(data)
            moves.append((temporary, path))
        for temporary, path in moves:
            os.replace(temporary, path)


def compare_tree(
    folder: Path, tree: Mapping[str, bytes], suffix: str, is_flytex_file: Callable[[bytes], bool] | None
) -> list[Difference]:
    """Return how `folder` differs from what `write_tree` would make of it.

    Args:
        suffix: which files in the folder are ours to judge, `.yaml`.
        is_flytex_file: tells by its contents whether flytex wrote a file, stale if it has no task; None to look
            for no stale files.

    Raises:
        OutputError: a file cannot be read.
    """
    with os_errors_reported(within=str(folder), done="read"):
        differences = []
        for name, data in sorted(tree.items()):
            path = folder / name
            if not path.exists():
                differences.append(Difference(name, "missing", _unified(name, b"", data)))
            elif (old := path.read_bytes()) != data:
                differences.append(Difference(name, "changed", _unified(name, old, data)))
        if is_flytex_file is not None:
            for path in sorted(folder.glob(f"*/*{suffix}")):
                name = path.relative_to(folder).as_posix()
                if name not in tree and path.is_file() and is_flytex_file(data := path.read_bytes()):
                    differences.append(Difference(name, "stale", _unified(name, data, b"")))
        return differences


def _unified(name: str, old: bytes, new: bytes) -> str:
    try:
        before, after = (side.decode().splitlines(keepends=True) for side in (old, new))
    except UnicodeDecodeError:
        return f"binary file {name} differs\n"
    names = (f"a/{name}" if old else "/dev/null", f"b/{name}" if new else "/dev/null")
    return "".join(difflib.unified_diff(before, after, *names))
