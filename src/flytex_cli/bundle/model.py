"""A code bundle as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from flytex_cli.records import Diagnostic, Severity

if TYPE_CHECKING:
    from flytex_cli.bundle.concerns.model import Concern


class CopyStyle(str, Enum):
    """Which files a bundle is made of, as `flyte deploy --copy-style` has it."""

    LOADED_MODULES = "loaded_modules"
    ALL = "all"
    NONE = "none"


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
class BundledFile:
    """One file of a bundle.

    Attributes:
        path: relative to the root directory, with `/`.
        size: in bytes.
        cause: of a module, `flows/main.py:3`, where it is imported; of an included file, the environment and its entry.
    """

    path: str
    size: int
    reason: Reason
    cause: str | None = None


@dataclass(frozen=True)
class Bundle:
    """What `flyte deploy` uploads of the code of some environments.

    Attributes:
        root: the root directory, absolute.
        environments: those that are deployed with it.
        files: in the order that the digest takes them.
        digest: the SDK's digest of contents and paths, md5 in hexadecimals; None where a file cannot be read.
        linked: whether links go into the archive as links; otherwise what they lead to does.
        problems: what keeps `flyte deploy` from making it, or is not as written.
        concerns: what it misses, and what should not be in it.
    """

    root: str
    copy_style: CopyStyle
    environments: tuple[str, ...]
    files: tuple[BundledFile, ...] = field(repr=False)
    digest: str | None
    linked: bool = False
    problems: tuple[Diagnostic, ...] = ()
    concerns: tuple[Concern, ...] = ()

    @property
    def size(self) -> int:
        """All its bytes."""
        return sum(each.size for each in self.files)

    @property
    def failed(self) -> bool:
        """Whether `flyte deploy` cannot make it."""
        return any(each.severity is Severity.ERROR for each in self.problems)


@dataclass(frozen=True)
class Listed:
    """A file that is to be in a bundle.

    Attributes:
        path: absolute, as the SDK has it.
    """

    path: str
    reason: Reason
    cause: str | None = None
