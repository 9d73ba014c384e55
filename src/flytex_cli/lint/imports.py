"""What is imported where a module is: by itself and by those of the user's own that it imports."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flytex_cli.project import Project
from flytex_cli.project.source import Source

MAX_FOLDERS = 12
NEVER_MISSING = frozenset({*sys.stdlib_module_names, "flyte"})


@dataclass(frozen=True)
class Import:
    """One module that an import statement at the top of a file names."""

    module: str
    statement: ast.Import | ast.ImportFrom
    source: Source


class Imports:
    """What each file of a project imports, its own modules included; looks at each folder once."""

    def __init__(self, project: Project) -> None:
        self._by_path = {each.path: each for each in project.sources.values()}
        self._known: dict[tuple[Path, str], bool] = {}

    def of(self, source: Source) -> Iterator[Import]:
        """Yield what is imported from elsewhere where a file is: by its own top, and by each own module it imports.

        What stands under a condition, in a `try` or in a function is left out: it may be missing by design.
        """
        waiting, seen = [source], {source}
        while waiting:
            current = waiting.pop(0)
            files = list(_packages_around(current.path))
            for node in current.tree.body:
                for module, level in _names(node):
                    own = list(self._own_files(current.path, module, level))
                    files += own
                    if not own and not level and isinstance(node, (ast.Import, ast.ImportFrom)):
                        yield Import(module, node, current)
            found = dict.fromkeys(self._by_path[file] for file in files if file in self._by_path)
            waiting += [each for each in found if each not in seen]
            seen.update(found)

    def _own_files(self, file: Path, module: str, level: int) -> Iterator[Path]:
        """Yield the files of the user's own that an import runs, packages first; none where it is another's."""
        parts = module.split(".")
        for folder in [file.parents[level - 1]] if level else _folders(file):
            if level or self._lies_in(folder, parts[0]):
                for length in range(1, len(parts) + 1):
                    path = folder.joinpath(*parts[:length])
                    yield path / "__init__.py"
                    yield path.with_name(f"{path.name}.py")
                return

    def _lies_in(self, folder: Path, package: str) -> bool:
        key = (folder, package)
        if key not in self._known:
            self._known[key] = (folder / f"{package}.py").is_file() or _has_python(folder / package)
        return self._known[key]


def _names(node: ast.stmt) -> Iterator[tuple[str, int]]:
    """Yield the modules that a statement names, each with the level of a relative import; the last may be no module.

    Python's own and the SDK's are left out.
    """
    names: list[str] = []
    level = 0
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        level = node.level
        names = [".".join(filter(None, (node.module, alias.name))) for alias in node.names]
    for name in names:
        if level or name.partition(".")[0] not in NEVER_MISSING:
            yield name, level


def _folders(file: Path) -> Iterator[Path]:
    """Yield where a project keeps its modules: the folders above a file, and `src` in them, up to its repository."""
    for folder in list(file.parents)[:MAX_FOLDERS]:
        yield folder
        yield folder / "src"
        if (folder / ".git").exists():
            return


def _packages_around(file: Path) -> Iterator[Path]:
    folder = file.parent
    while (folder / "__init__.py").is_file() and folder != folder.parent:
        yield folder / "__init__.py"
        folder = folder.parent


def _has_python(folder: Path) -> bool:
    """Whether a folder is a package of Python modules, and not one of data that happens to have the name."""
    try:
        return folder.is_dir() and any(each.suffix == ".py" or each.is_dir() for each in folder.iterdir())
    except OSError:
        return False
