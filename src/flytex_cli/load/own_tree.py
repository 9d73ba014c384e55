"""Find a package of the user's own repository that no import path leads to.

Tutorials and scripts are run from some folder above them; monorepos keep packages in folders that an installation or a
tool's workspace would put on the path. What is not found otherwise is looked for beside the folders that the importing
module lies in, nearest first, then anywhere below the root directory; there a library's name is left to the library.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

from flytex_cli.facts.libraries import LIBRARIES
from flytex_cli.facts.sdk_packages import BROUGHT_BY_SDK
from flytex_cli.load.target import NEVER_SEARCHED

GUESS = "a package of this name somewhere below the root directory"

MAX_FOLDERS = 20_000
"""A larger tree is not searched to its end."""

MANY = 50
"""So many modules ask often enough for what nothing finds that the tree below their root is searched before."""


class OwnTree:
    """The last place to look: top-level packages and modules below a root directory.

    Args:
        root: the root directory.
        near: the folder of the module that is loaded.
        first: folders that are looked into before those above the module, as if they were on `sys.path`.
        looked_for: the paths that decided which folders those are.

    Attributes:
        found: by name, the folder that each was found in.
        asked: the names that nothing else found.
        asked_below: those of them that were looked for anywhere below the root directory.
    """

    def __init__(self, root: str, near: str, first: Sequence[str] = (), looked_for: Sequence[str] = ()) -> None:
        self._root = root
        self._near = near
        self._first = list(first)
        self.looked_for = looked_for
        self.found: dict[str, str] = {}
        self.asked: list[str] = []
        self.asked_below: list[str] = []

    @property
    def folders(self) -> list[str]:
        """The folders that each name is looked for in first."""
        return [*self._first, *self._folders()]

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Find a module or package beside the module's folders, or a package that is not inside another one."""
        if path is not None or "." in name:
            return None
        spec = self._find(name)
        if spec is not None:
            places = spec.submodule_search_locations
            self.found[name] = os.path.dirname(next(iter(places)) if places is not None else spec.origin or "")
        return spec

    def _find(self, name: str) -> ModuleSpec | None:
        self.asked.append(name)
        spec = PathFinder.find_spec(name, self._first)
        if spec is not None:
            return spec
        for folder in self._folders():
            spec = _beside(folder, name)
            if spec is not None:
                return spec
        if name in LIBRARIES or name in BROUGHT_BY_SDK:  # a folder of that name is about it, not the thing itself
            return None
        for folder in self._folders():
            spec = _namespace(os.path.join(folder, name), name)
            if spec is not None:
                return spec
        self.asked_below.append(name)
        found = packages_below(self._root).get(name, ())
        if not found:
            return None
        spec = _package(name, max(found, key=lambda folder: len(os.path.commonpath([folder, self._near]))))
        if spec is not None:
            spec.loader_state = GUESS
        return spec

    def _folders(self) -> Iterator[str]:
        """Yield the module's folder and those above it, up to the root directory."""
        folder = self._near
        while folder.startswith(self._root):
            yield folder
            parent = os.path.dirname(folder)
            if parent == folder:
                return
            folder = parent


def _beside(folder: str, name: str) -> ModuleSpec | None:
    place = os.path.join(folder, name)
    if os.path.isfile(os.path.join(place, "__init__.py")):
        return _package(name, place)
    return importlib.util.spec_from_file_location(name, f"{place}.py") if os.path.isfile(f"{place}.py") else None


def _namespace(place: str, name: str) -> ModuleSpec | None:
    """Find a folder of modules without an `__init__.py`."""
    if not os.path.isdir(place) or not any(entry.endswith(".py") for entry in os.listdir(place)):
        return None
    spec = ModuleSpec(name, None, is_package=True)
    spec.submodule_search_locations = [place]
    return spec


def is_guess(name: str) -> bool:
    """Return whether a loaded package was found below the root directory only: it may be another of that name."""
    spec = getattr(sys.modules.get(name), "__spec__", None)
    return getattr(spec, "loader_state", None) is GUESS


def _package(name: str, folder: str) -> ModuleSpec | None:
    file = os.path.join(folder, "__init__.py")
    return importlib.util.spec_from_file_location(name, file, submodule_search_locations=[folder])


def expect_packages(roots: Sequence[str]) -> None:
    """Search, before any fork, the tree below the root directory of many modules.

    Args:
        roots: that of each module.
    """
    packages_below.cache_clear()  # of a run before
    if len(roots) >= MANY and len(set(roots)) == 1:
        packages_below(roots[0])


@functools.lru_cache(maxsize=1)
def packages_below(root: str) -> dict[str, list[str]]:
    """Return the folders of top-level packages by name."""
    packages: dict[str, list[str]] = {}
    for count, (folder, subfolders, files) in enumerate(os.walk(root)):
        if count > MAX_FOLDERS:
            break
        if "pyvenv.cfg" in files:
            subfolders.clear()
            continue
        if "__init__.py" in files:
            packages.setdefault(os.path.basename(folder), []).append(folder)
            subfolders.clear()
            continue
        subfolders[:] = sorted(name for name in subfolders if not name.startswith(".") and name not in NEVER_SEARCHED)
    return packages
