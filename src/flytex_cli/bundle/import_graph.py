"""What files import by what is written in them, as `ruff analyze graph` finds it (measured with ruff 0.17.6).

The SDK runs ruff where it is on PATH. flytex runs nothing: it reads the files itself, only those that are reached.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from flytex_cli.bundle.listed import Listed, Reason
from flytex_cli.bundle.lookup import Lookup
from flytex_cli.bundle.written.files import WrittenFiles
from flytex_cli.load.repository.ignore import IgnoreRules

NOT_READ = frozenset(
    {".bzr", ".direnv", ".eggs", ".git", ".git-rewrite", ".hg", ".ipynb_checkpoints", ".mypy_cache", ".nox", ".pants.d"}
    | {".pyenv", ".pytest_cache", ".pytype", ".ruff_cache", ".svn", ".tox", ".venv", ".vscode", "__pypackages__"}
    | {"_build", "buck-out", "dist", "node_modules", "site-packages", "venv"}
)
"""Folders whose files ruff does not read unless its configuration says so; an import may lead to them all the same."""

_PYTHON = (".py", ".pyi")


class ImportGraph:
    """The imports of the files below a root directory.

    Names are looked up in the root directory, in its `src`, and in each folder that holds a package; ruff takes the
    latter in no certain order.
    """

    def __init__(self, root: str, written: WrittenFiles) -> None:
        self._written = written
        self._root = root.rstrip(os.sep) or os.sep
        self._read = frozenset(_python_files(Path(self._root)))
        packages = {os.path.dirname(top) for file in self._read if (top := _package(file)) is not None}
        first = [self._root, os.path.join(self._root, "src")]
        self._lookup = Lookup([*first, *sorted(packages.difference(first))])

    @property
    def files(self) -> frozenset[str]:
        """The files that are read."""
        return self._read

    def reached(self, seeds: Iterable[str], own: Container[str]) -> Iterator[Listed]:
        """Yield the user's own files that are reached from others but are none of them, with the import that does."""
        waiting = deque(seeds)
        seen = set(waiting)
        while waiting:
            for file, line in self.imported(current := waiting.popleft()):
                if file not in seen:
                    seen.add(file)
                    if file in own:
                        waiting.append(file)
                        yield Listed(file, Reason.STATIC, f"{os.path.relpath(current, self._root)}:{line}")

    def imported(self, file: str) -> Iterator[tuple[str, int]]:
        """Yield each file that is imported in a file, and the first line that does."""
        if file not in self._read:
            return
        package = _package(file)
        path = () if package is None else Path(file).relative_to(Path(package).parent).with_suffix("").parts
        found: dict[str, int] = {}
        for each in self._written[file].imports:
            if each.by_name or each.level > len(path):  # a relative import outside a package leads nowhere
                continue
            base = path[: len(path) - each.level] if each.level else ()
            names = (*base, *each.dotted)
            for target in self._lookup.find(names) or (self._lookup.find(names[:-1]) if each.name is not None else []):
                found.setdefault(target, each.line)
        yield from found.items()


def _package(file: str) -> str | None:
    """Return the folder of a file's top-level package, or None."""
    folder, package = os.path.dirname(file), None
    while os.path.isfile(os.path.join(folder, "__init__.py")) and folder != os.path.dirname(folder):
        folder, package = os.path.dirname(folder), folder
    return package


def _python_files(root: Path) -> Iterator[str]:
    """Yield the files that ruff reads; it heeds `.gitignore` inside a git repository only."""
    in_repository = any((folder / ".git").exists() for folder in (root, *root.parents))
    rules = {str(root): IgnoreRules.above(root).entering(root)} if in_repository else {}
    for place, subfolders, files in os.walk(root):
        here, path = rules.pop(place, None), Path(place)
        kept = []
        for name in subfolders:
            if name in NOT_READ or os.path.islink(os.path.join(place, name)):
                continue
            if here is not None:
                if here.ignores(path / name, is_dir=True):
                    continue
                rules[os.path.join(place, name)] = here.entering(path / name)
            kept.append(name)
        subfolders[:] = kept
        for name in files:
            if name.endswith(_PYTHON) and not (here is not None and here.ignores(path / name, is_dir=False)):
                yield os.path.join(place, name)
