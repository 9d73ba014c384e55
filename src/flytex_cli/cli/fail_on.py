"""`--fail-on` of changes."""

from __future__ import annotations

from enum import Enum

from flytex_cli.diff.change import Impact


class FailOn(str, Enum):
    """From which class of changes on the exit code is 1."""

    BREAKING = "breaking"
    BEHAVIOUR = "behaviour"
    ANY = "any"

    @property
    def threshold(self) -> Impact:
        """The least of the changes that count."""
        return Impact.COSMETIC if self is FailOn.ANY else Impact(self.value)
