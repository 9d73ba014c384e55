"""A file that is to be in a bundle, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Reason(str, Enum):
    """Why a file is in a bundle."""

    MODULE = "module"
    """It is a module that was asked for."""
    LOADED = "loaded"
    """It was loaded with them; the cause is a statement that imports it, where there is one."""
    STATIC = "static"
    """It was not loaded, but a loaded file has an import of it, in a function or for type checkers."""
    INCLUDE = "include"
    """`include` of an environment names it."""
    ALL = "all"
    """It lies below the root directory."""


@dataclass(frozen=True)
class Listed:
    """A file that is to be in a bundle.

    Attributes:
        path: absolute, as the SDK has it.
    """

    path: str
    reason: Reason
    cause: str | None = None
