"""What is to be done once a package is imported, without importing it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


def when_imported(name: str, act: Callable[[ModuleType], None]) -> None:
    """Call a function with a module: now, if it is imported already, else as soon as it is."""
    module = sys.modules.get(name)
    if module is not None:
        act(module)
    else:
        sys.meta_path.insert(0, _Waiting(name, act))


class _Waiting:
    """Finds the module as all other finders do, and has its loader call the function."""

    def __init__(self, name: str, act: Callable[[ModuleType], None]) -> None:
        self._name = name
        self._act = act

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        sys.meta_path.remove(self)
        found = (finder.find_spec(fullname, path, target) for finder in list(sys.meta_path) if _can_find(finder))
        spec = next((spec for spec in found if spec is not None), None)
        loader: Any = spec and spec.loader
        if hasattr(loader, "exec_module"):
            load = loader.exec_module

            def exec_module(module: ModuleType) -> None:
                load(module)
                self._act(module)

            loader.exec_module = exec_module
        return spec


def _can_find(finder: object) -> bool:
    return hasattr(finder, "find_spec")  # those from before Python 3.4 have another method
