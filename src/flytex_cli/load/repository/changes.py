"""Which files of a working tree are not as they were at a git revision.

Nothing that the repository's configuration names is run, and nothing is written, the index included: of a file that
git would look into, the content is compared here.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path

from flytex_cli.errors import UsageError
from flytex_cli.load.repository import git
from flytex_cli.load.repository.revision import UNKNOWN_HINT, place

_HASHES = {40: hashlib.sha1, 64: hashlib.sha256}
_SUBMODULE = "160000"


class Status(str, Enum):
    """What became of a file."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class ChangedFile:
    """A file that is not as it was.

    Attributes:
        path: absolute, with the links above it resolved.
        shown: relative to the working directory, with `/`.
    """

    path: str
    shown: str
    status: Status


@dataclass(frozen=True)
class Changes:
    """What was changed since a revision, untracked files included.

    Attributes:
        base: the commit that is compared with, in full.
        revision: as a person named it.
        repository: the repository's folder, absolute.
        files: sorted by path.
        notes: what is not as a person may expect, in sentences.
    """

    base: str
    revision: str
    repository: str
    files: tuple[ChangedFile, ...]
    notes: tuple[str, ...] = ()

    def content(self, path: str) -> bytes | None:
        """Return what a file held at the base; None where there was none."""
        relative = os.path.relpath(path, self.repository).replace(os.sep, "/")
        try:
            with git.stream("cat-file", "blob", f"{self.base}:{relative}") as output:
                return output.read()
        except git.GitFailedError:
            return None

    def had_folder(self, path: str) -> bool:
        """Return whether a folder held a file at the base."""
        return os.path.relpath(path, self.repository) in self._folders

    @cached_property
    def _folders(self) -> frozenset[str]:
        with git.stream("-C", self.repository, "ls-tree", "-r", "-z", "--name-only", "--full-tree", self.base) as names:
            files = map(os.fsdecode, names.read().split(b"\0"))
        return frozenset(str(folder) for file in files if file for folder in Path(file).parents)


def changes_since(revision: str) -> Changes:
    """Return what the working tree has changed since it went its own way from a revision: since their merge base.

    Raises:
        UsageError: there is no git, no repository, or no such revision.
    """
    repository, _ = place()
    top = os.path.realpath(repository)
    base, notes = _base(revision)
    try:
        files = [*_tracked(top, base), *_untracked(top)]
    except git.GitFailedError as error:
        raise UsageError(f"git cannot compare with {revision}: {error}") from error
    return Changes(base, revision, top, tuple(sorted(files, key=lambda each: each.path)), notes)


def _base(revision: str) -> tuple[str, tuple[str, ...]]:
    try:
        commit = git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except git.GitFailedError as error:
        raise UsageError(f"git does not know the revision {revision!r}", hint=UNKNOWN_HINT) from error
    try:
        return git.ask("merge-base", commit, "HEAD"), ()
    except git.GitFailedError:
        note = f"{revision} and HEAD have no commit in common here: what {revision} alone has counts as changed too"
        return commit, (note,)


def _tracked(top: str, base: str) -> Iterator[ChangedFile]:
    """Yield files that git knows and that differ, as far as can be said without running a filter."""
    command = ("-C", top, "diff-index", "--raw", "-z", "--no-renames", "--no-ext-diff", "--abbrev=64", base)
    with git.stream(*git.without_filters(), *command) as output:
        words = iter(output.read().split(b"\0"))
    for head, name in zip(words, words, strict=False):
        _, mode, old, new, letter = head.decode("ascii").removeprefix(":").split(" ")
        path = os.path.join(top, os.fsdecode(name))
        if letter == "D":
            yield _changed(path, Status.REMOVED)
        elif letter == "A":
            yield _changed(path, Status.ADDED)
        elif set(new) != {"0"} or mode == _SUBMODULE or not _is_as_stored(path, old):
            yield _changed(path, Status.CHANGED)


def _untracked(top: str) -> Iterator[ChangedFile]:
    with git.stream("-C", top, "ls-files", "--others", "--exclude-standard", "-z", "--full-name") as output:
        for name in output.read().split(b"\0"):
            if name:
                yield _changed(os.path.join(top, os.fsdecode(name)), Status.ADDED)


def _changed(path: str, status: Status) -> ChangedFile:
    return ChangedFile(path, os.path.relpath(path, os.path.realpath(os.curdir)).replace(os.sep, "/"), status)


def _is_as_stored(path: str, name: str) -> bool:
    """Return whether a file's content is the object of that name, line ends aside."""
    try:
        content = os.fsencode(os.readlink(path)) if os.path.islink(path) else Path(path).read_bytes()
    except OSError:
        return False
    return any(_object_name(each, len(name)) == name for each in {content, content.replace(b"\r\n", b"\n")})


def _object_name(content: bytes, length: int) -> str:
    return _HASHES[length](b"blob %d\0" % len(content) + content).hexdigest()
