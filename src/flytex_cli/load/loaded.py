"""Which files of the user's own tree a module has loaded: what a deployment ships of it."""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

from flytex_cli.records import LoadedModule


def loaded_modules(root: str, packages: Iterable[str]) -> tuple[LoadedModule, ...]:
    """Return the modules in `sys.modules` that lie below the root directory and are not installed, in order of files.

    As `flyte._code_bundle` finds them (SDK 2.0.0 to 2.12.1): what lies in Python's own folders, an environment's
    packages or the SDK is provided by the image.

    Args:
        root: the root directory.
        packages: folders of the SDK, or of what stands for it.
    """
    installed = [sys.prefix, sys.base_prefix, site.getusersitepackages(), *site.getsitepackages(), *packages]
    left_out = [resolved for folder in installed if (resolved := _resolved(folder)) is not None]
    inside = _resolved(root)
    found = {
        LoadedModule(name, file)
        for name, file in _files(sys.modules.items())
        if inside is not None and (place := _resolved(file)) is not None
        if place.is_relative_to(inside) and not any(map(place.is_relative_to, left_out)) and os.path.isfile(file)
    }
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


def _resolved(path: str) -> Path | None:
    try:
        return Path(path).resolve()
    except (OSError, RuntimeError, ValueError):
        return None
