"""Submodules of the SDK that the engine needs and `flyte deploy` has not loaded: a module must import them itself.

`flyte.io.File` without `import flyte.io` fails in a deployment. It would pass here, because the engine has imported
`flyte.io` for itself: so what a deployment lacks is put aside until something asks for it.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

LACKING = {
    "app": ("io",),
    "extend": ("report",),
    "extras": ("app", "extend", "io", "report"),
    "io": (),
    "report": (),
}
"""Public modules that `flyte deploy` of SDK 2.12.1 leaves to the user's imports, each with those of them it imports."""


class _Kept:
    """Gives a module back as it is; a loader and a finder in the sense of importlib."""

    def __init__(self, modules: dict[str, ModuleType]) -> None:
        self._modules = modules

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        module = self._modules.get(name)
        if module is None or module.__spec__ is None:
            return None
        loader: Any = self
        return importlib.util.spec_from_loader(name, loader, is_package=hasattr(module, "__path__"))

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return self._modules[spec.name]

    def exec_module(self, module: ModuleType) -> None:
        """Import those that it imported when it was made: they become attributes of `flyte` too."""
        package, _, name = module.__name__.partition(".")
        del self._modules[module.__name__]
        for needed in LACKING.get(name, ()):
            importlib.import_module(f"{package}.{needed}")


def put_aside(flyte: ModuleType) -> None:
    """Take the modules that are LACKING, and those below them, out of the package until something imports them."""
    package = f"{flyte.__name__}."
    there = [name for name in LACKING if f"{package}{name}" in sys.modules]
    if not there:
        return
    inside = tuple(f"{package}{name}." for name in there)
    names = [each for each in sys.modules if each.startswith(inside)] + [package + name for name in there]
    kept = {name: sys.modules.pop(name) for name in names}
    for name in there:
        delattr(flyte, name)
    finder: Any = _Kept(kept)
    place = next((place for place, each in enumerate(sys.meta_path) if each is PathFinder), 0)
    sys.meta_path.insert(place, finder)  # before the one that would find them again
