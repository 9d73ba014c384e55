"""Which files of the user's own tree a module has loaded: what a deployment ships of it."""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from types import ModuleType

from flytex_cli.records import LoadedModule


class OwnFiles:
    """Tell files of the user's own tree from what is installed, as `flyte._code_bundle` does (SDK 2.0.0 to 2.12.1).

    What lies in Python's own folders, an environment's packages or the SDK is provided by the image.

    Args:
        root: the root directory.
        packages: folders of the SDK, or of what stands for it.
    """

    def __init__(self, root: str, packages: Iterable[str]) -> None:
        installed = [sys.prefix, sys.base_prefix, site.getusersitepackages(), *site.getsitepackages(), *packages]
        self._left_out = tuple({os.path.join(os.path.realpath(folder), "") for folder in installed})
        self._inside = os.path.join(os.path.realpath(root), "")

    def __contains__(self, file: object) -> bool:
        assert isinstance(file, str)
        place = _resolved(file)
        return (
            place is not None
            and place.startswith(self._inside)
            and not place.startswith(self._left_out)
            and os.path.isfile(file)
        )


def loaded_modules(own: OwnFiles) -> tuple[LoadedModule, ...]:
    """Return the modules in `sys.modules` that are the user's own, in order of files."""
    found = {LoadedModule(name, file) for name, file in _files(sys.modules.items()) if file in own}
    return tuple(sorted(found, key=lambda module: (module.file, module.name)))


def _files(modules: Iterable[tuple[str, ModuleType]]) -> Iterator[tuple[str, str]]:
    """Yield names and files; what a module computes when it is asked is not asked for."""
    for name, module in list(modules):
        try:
            file = object.__getattribute__(module, "__dict__").get("__file__")
        except Exception:  # what user code has put there may be anything
            continue
        if type(name) is str and type(file) is str:
            yield name, file


def _resolved(file: str) -> str | None:
    folder, name = os.path.split(file)
    try:
        place = os.path.join(_folder(folder) if os.path.isabs(folder) else os.path.realpath(folder), name)
        return os.path.realpath(place) if os.path.islink(place) else place
    except (OSError, ValueError):
        return None


@cache
def _folder(path: str) -> str:
    """Return a folder without links; a module is loaded of some thousand files in some hundred folders."""
    return os.path.realpath(path)
