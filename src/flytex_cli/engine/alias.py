"""`import flyte` as the stand-in, in this process: the same module objects under the name that users write.

Used in the worker only, and undone after tests. Finder and loader are plain classes, because importing `importlib.abc`
costs more than all of this.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from flytex_cli.errors import EngineError

ALIAS = "flyte"
STANDIN = "flytex_cli.standin"


class _AliasLoader:
    """Gives out a module of the stand-in that is imported already, as it is."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self._spec = module.__spec__

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return self._module

    def exec_module(self, module: ModuleType) -> None:
        # The import system has just put the alias's spec on the module; its own imports need its own one.
        module.__spec__ = self._spec


class _AliasFinder:
    """Finds `flyte` and what is below it in the stand-in."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != ALIAS and not fullname.startswith(f"{ALIAS}."):
            return None
        name = STANDIN + fullname.removeprefix(ALIAS)
        if importlib.util.find_spec(name) is None:
            return None
        module = importlib.import_module(name)
        loader: Any = _AliasLoader(module)
        return ModuleSpec(fullname, loader, is_package=hasattr(module, "__path__"))


def install() -> None:
    """Make `import flyte` give the stand-in from now on; refused where the SDK is imported already."""
    if any(isinstance(finder, _AliasFinder) for finder in sys.meta_path):
        return
    if ALIAS in sys.modules:
        raise EngineError(
            "the Flyte SDK is imported already, so the stand-in cannot take its name",
            hint="start the stand-in in a process of its own, before anything imports flyte",
        )
    sys.meta_path.insert(0, _AliasFinder())


def uninstall() -> None:
    """Give the name back: `import flyte` finds the SDK again, if there is one."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, _AliasFinder)]
    for name in [name for name in sys.modules if name == ALIAS or name.startswith(f"{ALIAS}.")]:
        del sys.modules[name]
