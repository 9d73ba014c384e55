"""Find a package of the user's own repository that no import path leads to.

Monorepos keep packages in folders that an installation or a tool's workspace would put on the path. What is not found
otherwise is looked for below the root directory; a package nearer to the importing module wins.
"""

from __future__ import annotations

import functools
import importlib.util
import os
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

from flytex_cli.load.target import NEVER_SEARCHED

MAX_FOLDERS = 20_000
"""A larger tree is not searched to its end."""


class OwnTree:
    """The last place to look: top-level packages and modules below a root directory.

    Args:
        root: the root directory.
        near: the folder of the module that is loaded.
    """

    def __init__(self, root: str, near: str) -> None:
        self._root = root
        self._near = near

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """A package folder `NAME/__init__.py` that is not inside another package."""
        if path is not None or "." in name:
            return None
        found = _packages(self._root).get(name, ())
        if not found:
            return None
        folder = max(found, key=lambda folder: len(os.path.commonpath([folder, self._near])))
        file = os.path.join(folder, "__init__.py")
        return importlib.util.spec_from_file_location(name, file, submodule_search_locations=[folder])


@functools.lru_cache(maxsize=1)
def _packages(root: str) -> dict[str, list[str]]:
    """The folders of top-level packages by name."""
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
