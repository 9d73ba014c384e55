"""What is written in the files of a tree, each read once."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flytex_cli.bundle.written.imports import Import, calls, parsed, statements
from flytex_cli.bundle.written.names import imported_names
from flytex_cli.bundle.written.reads import Read, reads
from flytex_cli.bundle.written.scopes import Contexts
from flytex_cli.bundle.written.texts import Texts
from flytex_cli.syntax import Tree


@dataclass(frozen=True)
class WrittenFile:
    """What is written in one file.

    Attributes:
        ships_all: whether it deploys or runs itself with all files: `copy_style="all"`.
    """

    imports: tuple[Import, ...] = ()
    reads: tuple[Read, ...] = ()
    ships_all: bool = False


class WrittenFiles:
    """What is written in files below a root directory.

    Args:
        root: the root directory.
        modules: the files of loaded modules, by the modules' names.
        tree_of: gives the syntax tree of a file.
    """

    def __init__(self, root: str, modules: Mapping[str, str], tree_of: Callable[[str], Tree | None] = parsed) -> None:
        self._root = root
        self._modules = modules
        self._names = {file: name for name, file in modules.items()}
        self._tree_of = tree_of
        self._known: dict[str, WrittenFile] = {}
        self._texts: dict[str, Texts] = {}

    def __getitem__(self, file: str) -> WrittenFile:
        if file not in self._known:
            tree = self._tree_of(file)
            self._known[file] = self._read(file, tree) if tree is not None else WrittenFile()
        return self._known[file]

    def package(self, file: str) -> Sequence[str]:
        """Return the parts of the name of the package that a file is a module of."""
        parts = self._names.get(file, "").split(".")
        return parts if os.path.basename(file) == "__init__.py" else parts[:-1]

    def _read(self, file: str, tree: Tree) -> WrittenFile:
        contexts, called = Contexts(tree), tree.of(ast.Call)
        importing: list[ast.Import | ast.ImportFrom] = tree.of(ast.Import, ast.ImportFrom)
        names = imported_names(importing, self.package(file))
        every = (*statements(importing, contexts), *calls(called, names, contexts))
        found = reads(called, self._texts_of(file, tree, names), contexts)
        return WrittenFile(every, tuple(found), any(map(_ships_all, called)))

    def _texts_of(self, file: str, tree: Tree, names: Mapping[str, str]) -> Texts:
        return Texts(file, self._root, tree, names, self._constant, self._folder)

    def _constant(self, name: str) -> str | None:
        """Return what `package.module.NAME` is as text; None where that leads back to itself."""
        module, _, attribute = name.rpartition(".")
        file = self._modules.get(module)
        if file is None:
            return None
        if file not in self._texts:
            tree = self._tree_of(file) or Tree(ast.Module([], []))
            names = imported_names(tree.of(ast.Import, ast.ImportFrom), self.package(file))
            self._texts[file] = self._texts_of(file, tree, names)
        return self._texts[file].constant(attribute)

    def _folder(self, package: str) -> str | None:
        file = self._modules.get(package)
        return None if file is None else os.path.dirname(file)


def _ships_all(call: ast.Call) -> bool:
    return any(
        keyword.arg == "copy_style" and isinstance(keyword.value, ast.Constant) and keyword.value.value == "all"
        for keyword in call.keywords
    )
