"""`lazy_module`: a module that is imported when it is first used, and may be missing until then."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType
from typing import Any


class _MissingModule(ModuleType):
    """Stands for a module that is not installed; every use says so."""

    def __getattribute__(self, name: str) -> Any:
        if name in ("__class__", "__name__", "__spec__"):
            return super().__getattribute__(name)
        raise ImportError(f"the package {super().__getattribute__('__name__')} is not installed")


def lazy_module(fullname: str) -> ModuleType:
    """Return the module, imported already or on its first use."""
    if fullname in sys.modules:
        return sys.modules[fullname]
    spec = importlib.util.find_spec(fullname)
    if spec is None or spec.loader is None:
        return _MissingModule(fullname)
    loader = importlib.util.LazyLoader(spec.loader)
    spec.loader = loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[fullname] = module
    loader.exec_module(module)
    return module


def is_imported(module_name: str) -> bool:
    """Say whether a module is imported, beyond standing ready to be."""
    module = sys.modules.get(module_name)
    return module is not None and not isinstance(module, _MissingModule) and type(module).__name__ != "_LazyModule"
