"""From some files on, by imports as they are written, to the files that they reach."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from flytex_cli.affected.sources import Sources
from flytex_cli.load.repository.changes import ChangedFile, Status
from flytex_cli.records import shown_path

Way = tuple[str, ...]
"""How a file is reached, in sentences."""


class Ways:
    """Files and the ways to them.

    Args:
        starts: the files to start from, with the ways to them.
        follows: whether a file is followed, and counts.
    """

    def __init__(
        self, sources: Sources, starts: Mapping[str, Way], follows: Callable[[str], bool] = lambda file: True
    ) -> None:
        self._sources = sources
        self._here = Path.cwd()
        self._found = dict(starts)
        waiting = deque(starts)
        while waiting:
            current = waiting.popleft()
            for target, line in sources.imported(current):
                if target not in self._found and follows(target):
                    self._found[target] = self._step(current, line, "imports", target)
                    waiting.append(target)
        self._real = {os.path.realpath(file): way for file, way in reversed(self._found.items())}

    def to(self, file: ChangedFile, paths: Sequence[Path]) -> Way | None:
        """Return the way to a changed file: to itself, or to one that names it; None where there is none.

        Args:
            paths: those, without an ending, of the modules that came or went with it, its own first.
        """
        if file.path in self._real:
            return self._real[file.path]
        if file.path.endswith(".py"):
            if file.status is Status.CHANGED:
                name = module_path(file.path).name
                return self._first("imports", file, lambda each: self._sources.call_for(each, name))
            return self._first("imports", file, lambda each: _first(self._sources.import_of(each, p) for p in paths))
        name = os.path.basename(file.path)
        return self._first("names", file, lambda each: self._sources.mention_of(each, name))

    def _first(self, verb: str, file: ChangedFile, line_of: Callable[[str], int | None]) -> Way | None:
        for each in self._found:
            if (line := line_of(each)) is not None:
                return self._step(each, line, verb, file.path)
        return None

    def _step(self, file: str, line: int, verb: str, target: str) -> Way:
        where, what = (shown_path(Path(each), self._here) for each in (file, target))
        return (*self._found[file], f"{where}:{line} {verb} {what}")


def module_path(file: str) -> Path:
    """Return the path of the module that a file is, without an ending: of a package its folder."""
    path = Path(file)
    stem = path.name.partition(".")[0]
    return path.parent if stem == "__init__" else path.with_name(stem)


def _first(lines: Iterable[int | None]) -> int | None:
    return next((line for line in lines if line is not None), None)
