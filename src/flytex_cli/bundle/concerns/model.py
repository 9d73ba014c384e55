"""One thing to know of a bundle."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from flytex_cli.bundle.include import Entry
from flytex_cli.bundle.written.scopes import Spot


class ConcernKind(str, Enum):
    """What is wrong."""

    SECRET = "secret"
    """A file that is shipped is likely to hold a secret."""
    LINK = "link"
    """A link that is shipped leads out of the root directory."""
    LARGE = "large"
    """A file that is shipped is large."""
    MODULE = "module"
    """A module that is imported when a task runs is not shipped."""
    LEFT_OUT = "left out"
    """A module that was loaded is not shipped, because a pattern leaves it out."""
    DATA = "data"
    """A file that the code reads is not shipped."""


@dataclass(frozen=True)
class Concern:
    """One thing to know of a bundle.

    Attributes:
        subject: the file that it is about, relative to the root directory.
        file: the file where it is written, relative to the root directory; the subject itself where nothing is.
        spot: where in that file.
        entry: the entry of `include` that ships the subject, where one does.
    """

    kind: ConcernKind
    subject: str
    message: str
    fix: str
    file: str
    spot: Spot | None = None
    entry: Entry | None = None

    @property
    def line(self) -> int | None:
        """Where it is written, as far as that is known."""
        return self.spot.lineno if self.spot is not None else None
