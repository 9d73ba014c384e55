"""A folder of entries: written whole or not at all, by several runs at a time, never larger than it may be."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ENTRIES = "entries"
MAGIC = b"flytex-1"
CHECKSUM = 20
TAG = "CACHEDIR.TAG"
_TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# What flytex keeps of modules. It may be removed at any time.\n"
"""What tells backups to leave a folder out (bford.info/cachedir)."""

ROOM = 0.8
"""How full the folder is left once it was too full: not each run has to look for what to remove."""


@dataclass(frozen=True)
class Amount:
    """How much is kept: entries, and their size in bytes."""

    entries: int
    size: int


class Store:
    """Entries by key, in a folder.

    Args:
        folder: where; it is made when the first entry is written.
        limit: how many bytes all entries may have together; the least recently used go first.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self.folder = folder
        self._entries = os.path.join(folder, ENTRIES)
        self._limit = limit
        self._written = 0
        self._is_there = False
        self._own = os.urandom(8).hex()
        """What ends the names of files that this store has not written whole yet."""
        self.failure: str | None = None
        """Why an entry could not be written."""

    def get(self, key: str) -> bytes | None:
        """Return an entry, and take note that it is used; None where there is none, or a damaged one."""
        path = self._path(key)
        try:
            with open(path, "rb") as stream:
                data = stream.read()
            os.utime(path)
        except OSError:
            return None
        start = len(MAGIC) + CHECKSUM
        body = data[start:]
        return body if data[:start] == MAGIC + _checksum(body) else None

    def put(self, key: str, data: bytes) -> None:
        """Write an entry; where that cannot be done, `failure` says why."""
        self._write(key, data, os.replace)

    def put_first(self, key: str, data: bytes) -> bytes | None:
        """Write an entry unless there is one, and return the one that is there then."""
        self._write(key, data, _link)
        return self.get(key)

    def _write(self, key: str, data: bytes, place: Callable[[str, str], None]) -> None:
        path = self._path(key)
        parent = os.path.dirname(path)
        try:
            if not os.path.isdir(parent):
                self._make(parent)
            draft = f"{path}.{self._own}"
            try:
                with open(draft, "xb", opener=_of_this_user) as stream:
                    stream.write(MAGIC + _checksum(data) + data)
                place(draft, path)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(draft)
                raise
            self._written += 1
        except OSError as error:
            self.failure = f"{error.strerror or error}: {error.filename or path}"

    def trim(self) -> None:
        """Remove the least recently used entries of a folder that has grown too large; after a run that wrote."""
        if not self._written:
            return
        found = list(self._found())
        size = sum(each.st_size for _, each in found)
        if size <= self._limit:
            return
        for path, each in sorted(found, key=lambda each: each[1].st_mtime_ns):
            if size <= self._limit * ROOM:
                return
            with contextlib.suppress(OSError):
                os.unlink(path)
            size -= each.st_size

    def amount(self) -> Amount:
        """Return how much there is."""
        sizes = [each.st_size for _, each in self._found()]
        return Amount(len(sizes), sum(sizes))

    def clean(self) -> Amount:
        """Remove all entries, and nothing else that may be in the folder; return how much that was."""
        removed, size = 0, 0
        for path, each in list(self._found()):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)
                removed, size = removed + 1, size + each.st_size
        for place in (*(self.folder / ENTRIES).glob("*"), self.folder / ENTRIES):
            with contextlib.suppress(OSError):
                place.rmdir()
        return Amount(removed, size)

    def _path(self, key: str) -> str:
        return os.path.join(self._entries, key[:1], key[1:])

    def _make(self, parent: str) -> None:
        if not self._is_there:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for name, content in ((TAG, _TAG), (".gitignore", b"*\n")):
                with contextlib.suppress(FileExistsError), open(self.folder / name, "xb") as stream:
                    stream.write(content)
            self._is_there = True
        os.makedirs(parent, exist_ok=True, mode=0o700)

    def _found(self) -> Iterator[tuple[str, os.stat_result]]:
        try:
            folders = list(os.scandir(self._entries))
        except OSError:
            return
        for folder in folders:
            with contextlib.suppress(OSError):
                for entry in os.scandir(folder.path):
                    with contextlib.suppress(OSError):
                        yield entry.path, entry.stat()


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=CHECKSUM).digest()


def _of_this_user(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _link(draft: str, path: str) -> None:
    """Put a file in its place unless something is there."""
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    os.unlink(draft)
