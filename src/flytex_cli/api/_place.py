"""Where a side of a comparison is: `flows`, `specs`, `-`, `git:main`, `git:v1.2:flows`."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from flytex_cli.errors import UsageError
from flytex_cli.load.repository.revision import Revision, checked_out
from flytex_cli.load.target import search
from flytex_cli.wire.written import SUFFIXES, find_written

GIT = "git:"
STDIN = "-"


@dataclass(frozen=True)
class Place:
    """The path it names, in the revision it names."""

    label: str
    path: str | None = None
    revision: Revision | None = None

    @property
    def folder(self) -> Path:
        """What its relative paths begin at."""
        return Path() if self.revision is None else self.revision.folder

    def found(self, path: str | Path) -> Path:
        """Return where a path is on this side."""
        return self.folder / path if self.revision is None else self.folder / self.revision.counterpart(Path(path))

    @property
    def is_written(self) -> bool:
        """Whether it names what `flytex serialize` wrote, rather than modules."""
        if self.path is None or self.path == STDIN:
            return self.path == STDIN
        found = self.found(self.path)
        if found.is_dir():
            return bool(find_written(found)) and not any(search(found))
        return found.suffix in SUFFIXES


def to_place(side: str | None, stack: ExitStack, *, lasting: bool) -> Place:
    """Return the place a person names; `stack` holds the temporary folder of a revision.

    Args:
        lasting: whether a revision is to lie at the same path each time, for the cache.

    Raises:
        UsageError: there is no such revision.
    """
    if side is None:
        return Place("working tree")
    if not side.startswith(GIT):
        return Place("standard input" if side == STDIN else side, side)
    name, _, path = side.removeprefix(GIT).partition(":")
    if not name:
        raise UsageError(f"{side!r} names no revision", hint="write git:main, git:HEAD~1 or git:v1.2:flows")
    return Place(side, path or None, stack.enter_context(checked_out(name, lasting=lasting)))
