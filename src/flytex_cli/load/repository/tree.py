"""Write the files of a git tree into an empty folder, from objects alone.

Nothing is checked out: no filter, hook or helper runs, and no index is made. Files and folders are written first and
links last, so nothing is written through a link that the tree holds.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from flytex_cli.errors import UsageError
from flytex_cli.load.repository import git
from flytex_cli.load.repository.attributes import Attributes, Value
from flytex_cli.load.repository.content import Settings, changes, to_working_tree

MAX_FILES = 500_000
MAX_BYTES = 4 << 30
MAX_DEPTH = 250
"""How many folders may lie in each other: less than what Python's own recursion copes with."""

_MAX_RECORD = 64 << 10
_MAX_LINK = 4096
_MAX_ATTRIBUTES = 1 << 20
_MAX_CONVERTED = 64 << 20
_CHUNK = 1 << 20
_LFS = b"version https://git-lfs.github.com/spec/"
_IGNORED_BY_HFS = dict.fromkeys([*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x206A, 0x2070), 0xFEFF])


@dataclass(frozen=True)
class Entry:
    """A file, a link or a submodule."""

    mode: int
    name: str
    path: bytes

    @property
    def is_file(self) -> bool:
        """Whether it has content of its own."""
        return stat.S_ISREG(self.mode)

    @property
    def is_link(self) -> bool:
        """Whether its content is the path it leads to."""
        return stat.S_ISLNK(self.mode)

    @property
    def folder(self) -> bytes:
        """Where it lies; empty at the top."""
        return self.path.rpartition(b"/")[0]


@dataclass
class _Doubts:
    """How many files are not what a person may expect."""

    submodules: int = 0
    pointers: int = 0
    filtered: int = 0
    unencoded: int = 0
    filters: set[str] = field(default_factory=set)

    def sentences(self) -> tuple[str, ...]:
        said = []
        if self.submodules:
            said.append(f"{_count(self.submodules, 'submodule')} empty on this side")
        if self.pointers:
            said.append(f"{_count(self.pointers, 'file')} only {'a ' if self.pointers == 1 else ''}"
                        f"Git LFS pointer{'s' if self.pointers > 1 else ''} on this side")  # fmt: skip
        if self.filtered:
            names = ", ".join(sorted(map(ascii, self.filters)))
            said.append(f"{_count(self.filtered, 'file')} as git stores {'it' if self.filtered == 1 else 'them'} "
                        f"on this side: no filter is run ({names})")  # fmt: skip
        if self.unencoded:
            said.append(f"{_count(self.unencoded, 'file')} in UTF-8 on this side, not in the working-tree-encoding")
        return tuple(said)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun} is" if number == 1 else f"{number} {noun}s are"


def write_tree(tree: str, folder: Path, revision: str) -> tuple[str, ...]:
    """Write the files of a tree and return what a person should know of them.

    Args:
        folder: where to; it must be empty.
        revision: what a person calls the tree.

    Raises:
        UsageError: the tree has what must not be written, or is too large, or the clone lacks a part of it.
    """
    writer = _Writer(os.fsencode(folder), f"the revision {revision!r}")
    try:
        writer.write(_checked(_entries(tree, writer.what), writer.what))
    except git.GitFailedError as error:
        raise UsageError(
            f"git cannot read the files of {writer.what}: {error}",
            hint="if this clone is a partial one, fetch them first: git fetch --refetch --no-filter",
        ) from error
    return writer.doubts.sentences()


def _entries(tree: str, what: str) -> Iterator[Entry]:
    with git.stream("ls-tree", "-r", "-z", "--full-tree", tree) as output:
        rest = b""
        while chunk := output.read(_MAX_RECORD):
            *records, rest = (rest + chunk).split(b"\0")
            for record in records:
                about, _, path = record.partition(b"\t")
                mode, _, name = about.split(b" ")
                yield Entry(int(mode, 8), name.decode("ascii"), path)
            if len(rest) > _MAX_RECORD:
                raise UsageError(f"{what} has a path of more than {_MAX_RECORD:,} bytes")


def _checked(entries: Iterator[Entry], what: str) -> list[Entry]:
    """Return the entries, if all of them can lie in one folder and none can leave it."""
    kept: list[Entry] = []
    leaves: set[bytes] = set()
    folders = {b""}
    for entry in entries:
        shown = ascii(os.fsdecode(entry.path))
        parts = entry.path.split(b"/")
        if any(_is_forbidden(part) for part in parts):
            raise UsageError(f"{what} has a file that no checkout may write: {shown}")
        if len(parts) > MAX_DEPTH:
            raise UsageError(f"{what} has more than {MAX_DEPTH} folders in each other: {shown[:60]}...")
        if entry.path in leaves:
            raise UsageError(f"{what} has two files of one name: {shown}")
        if len(kept) == MAX_FILES:
            raise UsageError(f"{what} has more than {MAX_FILES:,} files")
        kept.append(entry)
        leaves.add(entry.path)
        above = entry.folder
        while above not in folders:
            folders.add(above)
            above = above.rpartition(b"/")[0]
    for path in leaves & folders:
        raise UsageError(f"{what} has a file and a folder of one name: {os.fsdecode(path)!a}")
    return kept


def _is_forbidden(part: bytes) -> bool:
    """Return whether a name is none, leads upwards, or is git's own on some file system. See verify_path of git."""
    text = part.decode("utf-8", "replace").translate(_IGNORED_BY_HFS).lower()
    return part in (b"", b".", b"..") or text.rstrip(". ") == ".git" or text in ("git~1", ".git::$index_allocation")


class _Writer:
    def __init__(self, folder: bytes, what: str) -> None:
        self.what = what
        self.doubts = _Doubts()
        self._folder = folder
        self._settings = _settings()
        self._attributes = Attributes(_info_attributes())
        self._bytes = 0
        self._made = {b""}

    def write(self, entries: Sequence[Entry]) -> None:
        """Write everything: folders, then files, those first that say how to write others, then links."""
        for entry in entries:
            self._make_folder(entry.folder)
            if not entry.is_file and not entry.is_link:
                self._make_folder(entry.path)
                self.doubts.submodules += 1
        files = [entry for entry in entries if entry.is_file or entry.is_link]
        files.sort(key=lambda entry: (not _has_attributes(entry), entry.path.count(b"/")))
        links: list[tuple[Entry, bytes]] = []
        with tempfile.TemporaryFile() as names:
            names.writelines(entry.name.encode() + b"\n" for entry in files)
            names.seek(0)
            with git.stream("cat-file", "--batch", "--buffer", stdin=names) as output:
                for entry in files:
                    size = self._size(output.readline(), entry)
                    if entry.is_link:
                        if size > _MAX_LINK:
                            raise UsageError(f"{self.what} has a link to a path of more than {_MAX_LINK:,} bytes")
                        links.append((entry, _read(output, size)))
                    else:
                        self._write_file(entry, size, output)
                    _read(output, 1)
        for entry, target in links:
            with self._said(entry.path):
                os.symlink(target, self._to(entry.path))

    def _size(self, header: bytes, entry: Entry) -> int:
        words = header.split()
        if not words:
            raise git.CutShortError
        if len(words) != 3 or words[1] != b"blob":
            raise git.GitFailedError(f"{os.fsdecode(entry.path)!a} is {os.fsdecode(words[-1])}")
        self._bytes += (size := int(words[2]))
        if self._bytes > MAX_BYTES:
            raise UsageError(f"{self.what} has more than {MAX_BYTES >> 30} GiB of files")
        return size

    def _write_file(self, entry: Entry, size: int, content: IO[bytes]) -> None:
        first = _read(content, min(size, _CHUNK))
        if first.startswith(_LFS):
            self.doubts.pointers += 1
        if _has_attributes(entry):
            if size > _MAX_ATTRIBUTES:
                raise UsageError(f"{self.what} has a .gitattributes of more than {_MAX_ATTRIBUTES >> 20} MiB")
            self._attributes.add(entry.folder, first)
        values = self._attributes.of(entry.path)
        if (name := values.get("filter")) in self._settings.filters and name != "lfs":
            self.doubts.filtered += 1
            self.doubts.filters.add(str(name))
        rest = size - len(first)
        if changes(values, self._settings) and size <= _MAX_CONVERTED:
            first, rest = self._converted(first + _read(content, rest), entry, values), 0
        mode = 0o777 if entry.mode & 0o100 else 0o666
        with (
            self._said(entry.path),
            open(os.open(self._to(entry.path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file,
        ):
            file.write(first)
            while rest:
                rest -= file.write(_read(content, min(rest, _CHUNK)))

    def _converted(self, content: bytes, entry: Entry, values: Mapping[str, Value]) -> bytes:
        try:
            return to_working_tree(content, entry.name, values, self._settings)
        except (ValueError, LookupError):
            self.doubts.unencoded += 1
            kept = {name: value for name, value in values.items() if name != "working-tree-encoding"}
            return to_working_tree(content, entry.name, kept, self._settings)

    def _make_folder(self, path: bytes) -> None:
        missing = []
        while path not in self._made:
            missing.append(path)
            self._made.add(path)
            path = path.rpartition(b"/")[0]
        for each in reversed(missing):
            with self._said(each):
                os.mkdir(self._to(each))

    def _to(self, path: bytes) -> bytes:
        return self._folder + b"/" + path

    @contextlib.contextmanager
    def _said(self, path: bytes) -> Iterator[None]:
        shown = ascii(os.fsdecode(path))
        try:
            yield
        except FileExistsError as error:
            raise UsageError(
                f"{self.what} has names that are one to this file system: {shown}",
                hint="names that differ only in case need a file system that tells them apart",
            ) from error
        except (OSError, ValueError) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or error
            raise UsageError(f"a file of {self.what} cannot be written: {shown}: {reason}") from error


def _has_attributes(entry: Entry) -> bool:
    return entry.is_file and entry.path.rpartition(b"/")[2] == b".gitattributes"


def _read(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise git.CutShortError
    return data


def _settings() -> Settings:
    """Return what the configuration says of content."""
    wanted = r"^(core\.(autocrlf|eol)|filter\..*\.(smudge|process))$"
    try:
        lines = git.ask("config", "-z", "--get-regexp", wanted)
    except git.GitFailedError:
        return Settings()  # nothing is set
    values = {key: value if has else "true" for line in lines.split("\0") for key, has, value in [line.partition("\n")]}
    auto = values.get("core.autocrlf", "false").lower()
    return Settings(
        auto_crlf="true" if auto in ("true", "yes", "on", "1") else auto if auto == "input" else "false",
        eol=values.get("core.eol", "native").lower(),
        filters=frozenset(
            key.removeprefix("filter.").rpartition(".")[0]
            for key, value in values.items()
            if key.startswith("filter.") and value
        ),
    )


def _info_attributes() -> bytes:
    file = Path(git.ask("rev-parse", "--git-path", "info/attributes"))
    try:
        if not file.is_file() or file.stat().st_size > _MAX_ATTRIBUTES:
            return b""
        return file.read_bytes()
    except OSError:
        return b""
