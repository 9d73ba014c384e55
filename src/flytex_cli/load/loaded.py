"""Which files of the user's own tree a module has loaded: what a deployment ships of it."""

from __future__ import annotations

import functools
import os
import site
import sys
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType

from flytex_cli.engine.references import last_module, modules_since
from flytex_cli.records import LoadedModule


class OwnFiles:
    """Tell files of the user's own tree from what is installed, as `flyte._code_bundle` does (SDK 2.0.0 to 2.12.1).

    What lies in Python's own folders, an environment's packages or the SDK is provided by the image.

    Args:
        root: the root directory.
        packages: folders of the SDK, or of what stands for it.
    """

    def __init__(self, root: str, packages: Iterable[str]) -> None:
        self._left_out = _left_out(tuple(packages))
        self._inside = os.path.join(os.path.realpath(root), "")
        self._folders: dict[str, str] = {}

    def __contains__(self, file: object) -> bool:
        assert isinstance(file, str)
        place = _known.get(file) or _resolved(file, self._folders)
        return (
            place is not None
            and place.startswith(self._inside)
            and not place.startswith(self._left_out)
            and os.path.isfile(file)
        )


@functools.cache
def _left_out(packages: tuple[str, ...]) -> tuple[str, ...]:
    """Return Python's own folders, those of installed packages, and these; they stay what they are meanwhile."""
    pythons = (sys.prefix, sys.base_prefix, site.getusersitepackages(), *site.getsitepackages())
    return tuple({os.path.join(os.path.realpath(folder), "") for folder in (*pythons, *packages)})


def packages_of(flyte: ModuleType) -> list[str]:
    """Return the folders of a running SDK, or of what stands for it, and flytex's own."""
    return [os.path.dirname(flyte.__file__ or ""), os.path.dirname(os.path.dirname(__file__))]


def loaded_modules(own: OwnFiles, file: str) -> tuple[LoadedModule, ...]:
    """Return the modules in `sys.modules` that are the user's own, in order of files.

    Args:
        file: one of them; where it is not among those that were loaded last, it has the name of one that was there
            before, as others may.
    """
    modules = list(_files((name, sys.modules.get(name)) for name in modules_since(_last[0])))
    if all(each != file for _, each in modules):
        modules = list(_files(sys.modules.items()))
    found = {LoadedModule(name, each) for name, each in modules if each in own}
    return tuple(sorted(found, key=lambda module: (module.file, module.name)))


def _files(modules: Iterable[tuple[str, ModuleType | None]]) -> Iterator[tuple[str, str]]:
    """Yield the names and files of modules; what one computes when it is asked is not asked for."""
    for name, module in list(modules):
        try:
            file = object.__getattribute__(module, "__dict__").get("__file__")
        except Exception:  # what user code has put there may be anything
            continue
        if type(name) is str and type(file) is str:
            yield name, file


_known: dict[str, str] = {}
"""Files without links, of the warm process that others are forked from."""


_last: list[str | None] = [None]
"""The module that was loaded last in that process: which others have been since is what is looked at."""


def expect_loaded(aside: Mapping[str, ModuleType], packages: Iterable[str]) -> None:
    """Resolve, before any fork, the files of what is loaded by then: the SDK and all it brings.

    Args:
        aside: what is loaded, too, and is not in `sys.modules`.
        packages: as those of `OwnFiles`.
    """
    _left_out(tuple(packages))
    folders: dict[str, str] = {}
    for _, file in _files((*sys.modules.items(), *aside.items())):
        if os.path.isabs(file) and (place := _resolved(file, folders)) is not None:
            _known[file] = place
    _last[0] = last_module()


def _resolved(file: str, folders: dict[str, str]) -> str | None:
    """Return a file's path without links; some thousand files lie in some hundred folders, which are kept."""
    folder, name = os.path.split(file)
    try:
        if folder not in folders:
            folders[folder] = os.path.realpath(folder)
        place = os.path.join(folders[folder], name)
        return os.path.realpath(place) if os.path.islink(place) else place
    except (OSError, ValueError):
        return None
