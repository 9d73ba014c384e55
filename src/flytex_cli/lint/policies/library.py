"""The library that evaluates expressions, without the command line that comes with it."""

from __future__ import annotations

import functools
import importlib.util
import logging
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

NAME = "cel"


def is_installed() -> bool:
    """Return whether there is one."""
    return importlib.util.find_spec(NAME) is not None


@functools.cache
def library() -> ModuleType:
    """Return the compiled module inside the package `cel`.

    The package itself imports its command line, which takes longer than twenty policies over a thousand tasks.
    """
    logging.getLogger(NAME).addHandler(logging.NullHandler())  # it warns of what it raises as well
    package = importlib.util.find_spec(NAME)
    inner = PathFinder.find_spec(NAME, package.submodule_search_locations) if package is not None else None
    if inner is None or inner.loader is None:
        raise ImportError(f"the package {NAME} holds no module {NAME}", name=NAME)
    module = importlib.util.module_from_spec(inner)
    inner.loader.exec_module(module)
    return module
