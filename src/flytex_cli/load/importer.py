"""Import one user module by file, under its dotted name, as `flyte deploy` would."""

from __future__ import annotations

import dataclasses
import functools
import importlib.util
import inspect
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from flytex_cli.engine.source import is_stdlib
from flytex_cli.load.own_tree import OwnTree
from flytex_cli.load.target import ModuleTarget, find_package_root, module_name


class Importer:
    """Import a target; know afterwards what only flytex found, and restore what a deployment's `sys.path` has.

    As in `flyte deploy`, the root directory and, of a file that is loaded alone, its folder come last on `sys.path`, so
    that a user's `copy.py` does not shadow Python's. After them come the places where a project keeps its packages.
    """

    def __init__(self, target: ModuleTarget) -> None:
        self._target = target
        near = os.path.dirname(target.file)
        self.searched = [target.root, near] if target.alone else [target.root]
        """Where a deployment finds modules, beside what was on `sys.path` before."""
        self._added = [folder for folder in self.searched if folder not in sys.path]
        self._folders = source_folders(target)
        self.own_tree = OwnTree(target.root, near, self._folders.folders, self._folders.looked_for)
        self.taken: str | None = None
        """The folder of the module's package, where something else has the name that a deployment imports it by."""
        self.unfinished: ModuleType | None = None
        """The module itself, once its code runs."""

    @property
    def found(self) -> dict[str, str]:
        """What a deployment does not find: top-level packages and modules, with the folder that each was found in."""
        return self.own_tree.found

    def load(self) -> ModuleType:
        """Import the module and, first, the packages it lies in.

        Raises:
            BaseException: whatever the user's code raises.
        """
        sys.path += self._added
        sys.meta_path.append(self.own_tree)
        target = self._fitting()
        parts = target.name.split(".")
        for depth in range(1, len(parts)):
            package, home = ".".join(parts[:depth]), Path(target.import_root, *parts[:depth])
            if package not in sys.modules:
                _execute_package(package, home)
        if target.name in sys.modules and getattr(sys.modules[target.name], "__file__", None) == target.file:
            return sys.modules[target.name]
        is_package = os.path.basename(target.file) == "__init__.py"
        self.unfinished = _made(target.name, Path(target.file), [os.path.dirname(target.file)] if is_package else None)
        return _execute(self.unfinished)

    def as_deployed(self) -> None:
        """Make `sys.path` what it is when a deployment translates; what the module added itself stays.

        The SDK tells the container which entries lie under the root (`_F_SYS_PATH`). With a file alone the root is
        there twice: the command initializes before it loads the module and after (seen with SDK 2.6 to 2.12.1).
        """
        for folder in self._added:
            if folder in sys.path:
                sys.path.remove(folder)
        sys.path += [*self.searched, self._target.root] if self._target.alone else self.searched

    def _fitting(self) -> ModuleTarget:
        """Return the target, by its name within its package where something else has the name of the first folder.

        That is a library, Python's own, or the package itself, as in `shop/src/shop/`. A deployment fails there.
        """
        target = self._target
        top, dot, _ = target.name.partition(".")
        home = os.path.join(target.import_root, top)
        if not dot or not self._is_taken(top, home):
            return target
        package_root = find_package_root(Path(target.file))
        parts = Path(target.file).relative_to(package_root).with_suffix("").parts
        self.taken = str(package_root)
        return dataclasses.replace(target, name=module_name(parts), import_root=str(package_root))

    def _is_taken(self, top: str, home: str) -> bool:
        for folder in self._folders.folders:
            place = os.path.join(folder, top)
            if place != home and os.path.isfile(os.path.join(place, "__init__.py")):
                return True
        spec = sys.modules[top].__spec__ if top in sys.modules else importlib.util.find_spec(top)
        return spec is not None and home not in map(os.path.realpath, spec.submodule_search_locations or ())


@dataclass(frozen=True)
class SourceFolders:
    """Where a project's own modules may be: beside the module, its package root, `src/`, the project folder.

    Attributes:
        folders: those that are there.
        looked_for: the paths that decided it.
    """

    folders: tuple[str, ...]
    looked_for: tuple[str, ...]


def source_folders(target: ModuleTarget) -> SourceFolders:
    """Return the folders of a module's project."""
    return _source_folders(os.path.dirname(target.file), target.root)


def expect_folders(targets: Iterable[ModuleTarget]) -> None:
    """Look for them, before any fork, for all modules, and whether a module is Python's own."""
    _source_folders.cache_clear()  # of a run before
    for target in targets:
        source_folders(target)
        is_stdlib(target.file)


@functools.lru_cache(maxsize=4096)
def _source_folders(near: str, root: str) -> SourceFolders:
    looked_for: dict[str, None] = {}

    def is_there(*parts: str) -> bool:
        path = os.path.join(*parts)
        looked_for[path] = None
        return os.path.exists(path)

    folder = near
    while is_there(folder, "__init__.py") and folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
    folders = [near, folder]
    folder = near
    while True:
        sources = os.path.join(folder, "src")
        if is_there(folder, "pyproject.toml") or is_there(sources):
            folders += [folder, sources]
        above = os.path.dirname(folder)
        if folder in (root, above) or is_there(folder, ".git"):
            break
        folder = above
    there = (each for each in dict.fromkeys(folders) if is_there(each) and os.path.isdir(each))
    return SourceFolders(tuple(there), tuple(looked_for))


def _execute_package(name: str, home: Path) -> None:
    file = home / "__init__.py"
    if file.exists():
        _execute(_made(name, file, [str(home)]))
        return
    spec = ModuleSpec(name, None, is_package=True)
    spec.submodule_search_locations = [str(home)]
    enter(name, importlib.util.module_from_spec(spec))


def _made(name: str, file: Path, search: list[str] | None) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, file, submodule_search_locations=search)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} cannot be loaded as a Python module")
    return importlib.util.module_from_spec(spec)


def _execute(module: ModuleType) -> ModuleType:
    name, spec = module.__name__, module.__spec__
    assert spec is not None
    assert spec.loader is not None
    sys.modules[name] = module
    if spec.origin is not None:  # so that `inspect`, when it is asked for a function's source, need not look for it
        inspect.modulesbyfile.setdefault(spec.origin, name)
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    return enter(name, sys.modules.get(name, module))


def enter(name: str, module: ModuleType) -> ModuleType:
    """Put a module where an import would."""
    sys.modules[name] = module
    parent, _, leaf = name.rpartition(".")
    if parent in sys.modules:
        setattr(sys.modules[parent], leaf, module)
    return module
