"""A user's own file that is imported in place of a library: `torch.py`, `random.py`, `yaml/__init__.py`."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType

from flytex_cli.engine.source import is_library
from flytex_cli.facts.libraries import LIBRARIES
from flytex_cli.facts.sdk_packages import BROUGHT_BY_SDK
from flytex_cli.records import shown_path

OWN = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep


@dataclass(frozen=True)
class Shadow:
    """A file in a library's place."""

    name: str
    file: str

    @property
    def sentence(self) -> str:
        """Which file is imported in place of which library."""
        owner = "Python's own module" if self.name in sys.stdlib_module_names else "the library"
        return f"{self._shown} is imported in place of {owner} {self.name!r}"

    @property
    def hint(self) -> str:
        """What to do about it."""
        return f"rename {self._shown}"

    @property
    def _shown(self) -> str:
        file = Path(self.file)
        return shown_path(file.parent if file.name == "__init__.py" else file, Path.cwd())


def shadow_behind(error: BaseException) -> Shadow | None:
    """Return the file that took a library's place, where an exception is about a name that it lacks."""
    name: str | None = None
    file: object = None
    if isinstance(error, AttributeError) and isinstance(error.obj, ModuleType):
        name, file = error.obj.__name__, getattr(error.obj, "__file__", None)
    elif isinstance(error, ImportError) and isinstance(error.name, str):  # a user's own may have anything there
        name, file = error.name, error.path
        if isinstance(error, ModuleNotFoundError) and "." in name:
            name = name.partition(".")[0]
            file = getattr(sys.modules.get(name), "__file__", None)
    if not isinstance(name, str) or not name or not isinstance(file, str) or "." in name:
        return None
    path = os.path.abspath(file)
    if is_library(path) or path.startswith(OWN):
        return None
    return Shadow(name, path) if _is_of_a_library(name) else None


def _is_of_a_library(name: str) -> bool:
    return name in LIBRARIES or name in BROUGHT_BY_SDK or name in sys.stdlib_module_names or _is_installed(name)


def _is_installed(name: str) -> bool:
    """Whether a module of this name lies where libraries are installed."""
    libraries = [folder for folder in sys.path if is_library(os.path.join(folder, ""))]
    return PathFinder.find_spec(name, libraries) is not None
