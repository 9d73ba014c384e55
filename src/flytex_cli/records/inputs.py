"""What loading a module took from the user's files, and from around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from flytex_cli.records.base import ShownLocation


class Access(str, Enum):
    """What was done with a path."""

    READ = "read"
    LISTED = "listed"
    """The names in a folder were asked for."""
    LOOKED_FOR = "looked for"
    """It was asked whether it is there, or what it is."""


class Input(NamedTuple):
    """One path that was read, listed or looked for: a tuple, since modules have many.

    Attributes:
        path: absolute, as it was asked for.
        place: the innermost line of the user's code that did it first; None where the engine or flytex did.
    """

    path: str
    access: Access
    place: ShownLocation | None = None


@dataclass(frozen=True)
class Doubt:
    """Something that decides what loading gives, and that nobody can compare later: a clock, chance, a process.

    Attributes:
        what: what the module does, as in `asks what time it is (time.time)`.
        place: the line of the user's code that does it; None where the engine does.
    """

    what: str
    place: ShownLocation | None = None


@dataclass(frozen=True)
class Surroundings:
    """What decides the outcome beside the files: all of it must be the same for the outcome to be the same.

    Attributes:
        looked_for: paths that flytex itself looked for while it found modules.
        exact: paths of which code may know all that `os.stat` says; of a folder, of everything in it.
        system: files below `/sys` that were read: what the machine is.
        searched: folders that modules were looked for in, each with the last parts of their names.
        packages: names of packages that were looked for anywhere below the root directory.
        environment: names of environment variables; `*` where code asked for all of them, `*_proxy` for those
            that end so.
        repository: whether git was asked for the commit, its remotes and whether the working tree is clean.
        doubts: what cannot be compared.
    """

    looked_for: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    system: tuple[str, ...] = ()
    searched: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    packages: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()
    repository: bool = False
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Inputs:
    """All that loading a module took from files that are not installed.

    Attributes:
        paths: in the order in which they were met, each once for each access.
        modules: the dotted names of modules that were looked for, found or not.
        surroundings: what else decides the outcome; only where the outcome is to be kept.
    """

    paths: tuple[Input, ...] = field(default=(), repr=False)
    modules: tuple[str, ...] = field(default=(), repr=False)
    surroundings: Surroundings | None = field(default=None, repr=False)
