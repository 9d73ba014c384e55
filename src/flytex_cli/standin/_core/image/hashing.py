"""How files and folders enter the hash that tags an image. Mirrors SDK 2.12.1: the same files, the same hash."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any, Protocol


class Hasher(Protocol):
    """What an image's layers write into."""

    def update(self, data: bytes, /) -> None:
        """Add bytes to the hash."""
        ...


class Ignored(Protocol):
    """What leaves files out of a hash."""

    def is_ignored(self, path: Path) -> bool:
        """Say whether a file or folder is left out."""
        ...


def hash_text(hasher: Hasher, *parts: Any) -> None:
    """Add the texts of the parts that are set, one after the other, secrets by their repr."""
    for part in parts:
        if isinstance(part, (tuple, list)):
            hash_text(hasher, *part)
        elif part:
            hasher.update(str(part).encode())


def hash_file(hasher: Hasher, path: Path, what: str) -> None:
    """Add the contents of a file.

    Args:
        hasher: the hash.
        path: the file.
        what: how to call it in the error when it is missing.
    """
    try:
        hasher.update(path.read_bytes())
    except FileNotFoundError as error:
        raise FileNotFoundError(f"{what} {path} of the image does not exist (looked for {path.absolute()})") from error
    except IsADirectoryError as error:
        raise IsADirectoryError(f"{what} {path} of the image is a folder, not a file") from error


def hash_source(hasher: Hasher, source: Path, ignored: Ignored | None = None) -> None:
    """Add a file, or the files of a folder: the contents, then the relative path without separators."""
    if not source.is_dir():
        _hash_source_file(hasher, source, source.name, ignored)
        return
    # SDK 2.12.1 sorts the files of each folder but walks sub-folders in the order the file system gives them.
    for folder, subfolders, files in os.walk(str(source), topdown=True):
        if ignored is not None:
            subfolders[:] = [name for name in subfolders if not ignored.is_ignored(Path(folder, name))]
        for name in sorted(files):
            path = Path(folder, name)
            _hash_source_file(hasher, path, os.path.relpath(path, source), ignored)


def _hash_source_file(hasher: Hasher, path: Path, relative: str, ignored: Ignored | None) -> None:
    if not path.exists() or stat.S_ISSOCK(path.stat().st_mode):
        return
    if ignored is not None and ignored.is_ignored(path):
        return
    hasher.update(path.read_bytes())
    hasher.update("".join(relative.split(os.sep)).encode())
