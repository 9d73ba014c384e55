"""The build context: where the user's files lie in it, and which of a folder's files are copied."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from flytex_cli.standin._core.image.ignore import Rules, lines_of

ELSEWHERE = "_flyte_abs_context"
"""The folder for what has an absolute path, or one with `..`."""


class Context:
    """The files of a build, by their path in the context; nothing is copied.

    Args:
        ignored: the lines of the `.dockerignore` that counts.
    """

    def __init__(self, ignored: Iterable[str]) -> None:
        self._rules = Rules(ignored)
        self._files: dict[str, tuple[Path, int]] = {}
        self._new: dict[str, tuple[Path, int]] = {}

    def add(self, source: Path) -> str:
        """Add a file, or what a folder has beside what is ignored; return its path in the context."""
        from flytex_cli.standin._core.errors import ImageBuildError

        if not source.exists():
            raise ImageBuildError(f"{source} does not exist")
        place = _place(source)
        if not source.is_dir():
            self.put(place, source)
        for name in _walk(source, self._rules) if source.is_dir() else ():
            self.put(os.path.normpath(os.path.join(place, name)), source / name)
        return place

    def require(self, folder: str, source: Path, name: str) -> None:
        """Add a file to a folder of the context that has none of this name."""
        if os.path.normpath(os.path.join(folder, name)) not in self._files:
            self.put(os.path.normpath(os.path.join(folder, source.name)), source)

    def put(self, place: str, source: Path, size: int | None = None) -> None:
        """Add a file at a place in the context; its own size unless another is given."""
        self._files[place] = self._new[place] = source, source.stat().st_size if size is None else size

    def generate(self, path: Path, source: Path, size: int) -> str:
        """Add a file that the builder makes of another; return its path in the context."""
        place = _place(path)
        self.put(place, source, size)
        return place

    def taken(self) -> dict[str, tuple[Path, int]]:
        """Return what was added since it was last asked for: of each place the file, and its size."""
        new, self._new = self._new, {}
        return new


def _place(source: Path) -> str:
    if not source.is_absolute() and ".." not in str(source):
        return os.path.normpath(source)
    place = os.path.normpath(PurePath(ELSEWHERE, *source.parts[1:]))
    if place.split(os.sep)[0] == "..":
        raise ValueError(f"{source} would lie outside of the build context")
    return place


def _walk(root: Path, rules: Rules) -> Iterator[str]:
    """Yield the files of a folder that are not ignored; a link to a folder is not followed."""

    def files(below: tuple[str, ...]) -> Iterator[str]:
        for entry in sorted(os.scandir(root.joinpath(*below)), key=lambda entry: entry.name):
            parts = (*below, entry.name)
            ignored = rules.ignores(parts)
            if entry.is_file() and not ignored:
                yield os.path.join(*parts)
            elif entry.is_dir() and not entry.is_symlink() and not (ignored and not rules.may_keep("/".join(parts))):
                yield from files(parts)

    return files(())


def files_of_folder(folder: Path) -> dict[str, tuple[Path, int]]:
    """Return what a folder has beside what its `.dockerignore` leaves out: of each path the file, and its size."""
    names = _walk(folder, Rules(lines_of(folder / ".dockerignore")))
    return {name: (folder / name, (folder / name).stat().st_size) for name in names}
