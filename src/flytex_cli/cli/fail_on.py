"""`--fail-on` of changes."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from flytex_cli.diff.change import Impact
from flytex_cli.diff.comparison import Comparison
from flytex_cli.diff.effects import Consequence


class FailOn(str, Enum):
    """What makes the exit code 1: changes from a class on, or an effect."""

    BREAKING = "breaking"
    BEHAVIOUR = "behaviour"
    ANY = "any"
    KEEPS_FIRING = Consequence.KEEPS_FIRING.value
    STALE_IMAGE = Consequence.STALE_IMAGE.value
    ADDRESS_CHANGE = Consequence.ADDRESS_CHANGE.value
    ORPHAN = Consequence.ORPHAN.value
    RECOMPUTE = Consequence.RECOMPUTE.value
    RERUN_ON_RECOVER = Consequence.RERUN_ON_RECOVER.value
    REBUILD_IMAGE = Consequence.REBUILD_IMAGE.value

    def is_met(self, comparison: Comparison) -> bool:
        """Return whether the comparison has what it names."""
        if self is FailOn.ANY:
            return comparison.reaches(Impact.COSMETIC)
        if self in (FailOn.BREAKING, FailOn.BEHAVIOUR):
            return comparison.reaches(Impact(self.value))
        return comparison.has(Consequence(self.value))


WORDS = f"One of {', '.join(each.value for each in FailOn)}."
"""For the help: more than fits beside the option's name."""


def fails(asked: Iterable[FailOn] | None, comparison: Comparison) -> bool:
    """Return whether the comparison has something of what was asked for."""
    return any(each.is_met(comparison) for each in asked or ())
