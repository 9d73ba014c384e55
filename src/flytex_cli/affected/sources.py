"""The Python files below a folder as they are written: what they import, and what they name."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from flytex_cli.bundle.import_graph import ImportGraph
from flytex_cli.bundle.written.files import WrittenFiles
from flytex_cli.bundle.written.imports import parsed

_SEPARATORS = re.compile(r"[/\\]")


class Sources:
    """Files that are read when they are asked for, each once.

    Args:
        root: the folder that imports are looked up in.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self._written = WrittenFiles(root, {})
        self._imported: dict[str, tuple[tuple[str, int], ...]] = {}
        self._names: dict[str, dict[tuple[str | None, str], int]] = {}
        self._texts: dict[str, bytes] = {}
        self._parts: dict[str, dict[str, int]] = {}

    @cached_property
    def _graph(self) -> ImportGraph:
        return ImportGraph(self.root, self._written)

    @property
    def files(self) -> Iterable[str]:
        """Every Python file below the folder."""
        return self._graph.files

    def imported(self, file: str) -> Sequence[tuple[str, int]]:
        """Return the files that a file imports, packages on the way among them, and at which line."""
        if file not in self._imported:
            found: dict[str, int] = {}
            for target, line in self._graph.imported(file):
                for each in (target, *self.packages(target)):
                    if each != file:
                        found.setdefault(each, line)
            self._imported[file] = tuple(found.items())
        return self._imported[file]

    def packages(self, file: str) -> Iterator[str]:
        """Yield the `__init__.py` of each package that a file lies in, innermost first."""
        folder = Path(file).parent
        while folder.is_relative_to(self.root) and (package := folder / "__init__.py").is_file():
            if str(package) != file:
                yield str(package)
            folder = folder.parent

    def import_of(self, file: str, path: Path) -> int | None:
        """Return the line of an import that may mean a module at a path, found or not: by its name and its folder's."""
        if file not in self._names:
            found: dict[tuple[str | None, str], int] = {}
            for each in self._written[file].imports:
                above = Path(file).parents[each.level - 1].name if each.level else None
                for part in each.dotted:
                    found.setdefault((above, part), each.line)
                    above = part
            self._names[file] = found
        lines = self._names[file]
        return lines.get((None, path.name), lines.get((path.parent.name, path.name)))

    def call_for(self, file: str, name: str) -> int | None:
        """Return the line of a call that imports a module whose name ends with this one."""
        calls = (each for each in self._written[file].imports if each.by_name)
        return next((each.line for each in calls if each.dotted[-1:] == (name,)), None)

    def mention_of(self, file: str, name: str) -> int | None:
        """Return the line of a text that has a file's name as one of its parts."""
        if file not in self._texts:
            try:
                self._texts[file] = Path(file).read_bytes()
            except OSError:
                self._texts[file] = b""
        if os.fsencode(name) not in self._texts[file]:
            return None
        if file not in self._parts:
            self._parts[file] = _parts(file)
        return self._parts[file].get(name)


def _parts(file: str) -> dict[str, int]:
    """Return the parts of all texts in a file that may be paths, with the first line of each."""
    found: dict[str, int] = {}
    tree = parsed(file)
    for node in tree.of(ast.Constant) if tree is not None else ():
        if isinstance(node.value, str):
            for part in _SEPARATORS.split(node.value):
                found.setdefault(part, node.lineno)
    return found
