"""What a change does to what is deployed and cached, beside the class of each field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Consequence(str, Enum):
    """A kind of effect, in the order in which effects are shown."""

    KEEPS_FIRING = "keeps-firing"
    """A trigger is gone from the code and not from the cluster."""
    STALE_IMAGE = "stale-image"
    """Another image is declared under the tag of the old one: it is not built."""
    ADDRESS_CHANGE = "address-change"
    """An app is found at another address."""
    ORPHAN = "orphan"
    """A task or app is gone from the code and stays deployed."""
    RECOMPUTE = "recompute"
    """Cached results are not found any more."""
    RERUN_ON_RECOVER = "rerun-on-recover"
    """A run that recovers an earlier one does not take over its results."""
    REBUILD_IMAGE = "rebuild-image"
    """An image is built."""

    @property
    def rank(self) -> int:
        """0 for the one that is shown first."""
        return list(Consequence).index(self)


@dataclass(frozen=True)
class Effect:
    """One effect on one or more tasks or apps.

    Attributes:
        tasks: their names, sorted.
        why: what happens and the reason, in a few words.
        details: more on the reason, a line each.
        commands: what a person runs to deal with it.
    """

    kind: Consequence
    tasks: tuple[str, ...]
    why: str
    details: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
