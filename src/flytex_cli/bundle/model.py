"""A code bundle as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from flytex_cli.bundle.listed import Reason
from flytex_cli.records import Diagnostic, Severity

if TYPE_CHECKING:
    from flytex_cli.bundle.concerns.model import Concern


class CopyStyle(str, Enum):
    """Which files a bundle is made of, as `flyte deploy --copy-style` has it."""

    LOADED_MODULES = "loaded_modules"
    ALL = "all"
    NONE = "none"


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
