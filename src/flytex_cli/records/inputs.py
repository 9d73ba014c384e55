"""What loading a module took from the user's files."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from flytex_cli.records.base import ShownLocation


class Access(str, Enum):
    """What was done with a path."""

    READ = "read"
    LISTED = "listed"
    """The names in a folder were asked for."""
    LOOKED_FOR = "looked for"
    """It was asked whether it is there, or what it is."""


@dataclass(frozen=True)
class Input:
    """One path that was read, listed or looked for.

    Attributes:
        path: absolute, as it was asked for.
        place: the innermost line of the user's code that did it first; None where the engine or flytex did.
    """

    path: str
    access: Access
    place: ShownLocation | None = None


@dataclass(frozen=True)
class Inputs:
    """All that loading a module took from files that are not installed.

    Attributes:
        paths: in the order in which they were met, each once for each access.
        modules: the dotted names of modules that were looked for, found or not.
    """

    paths: tuple[Input, ...] = field(default=(), repr=False)
    modules: tuple[str, ...] = field(default=(), repr=False)
