"""What came of a comparison."""

from __future__ import annotations

from dataclasses import dataclass, field

from flytex_cli.diff.change import Change, Impact
from flytex_cli.diff.task import ComparedTask


@dataclass(frozen=True)
class Unknown:
    """A task of one side that the other side could not load or translate: not a removed one."""

    name: str
    side: str


@dataclass(frozen=True)
class Comparison:
    """All that differs between two sides.

    Attributes:
        old: what was compared, as a person calls it; `new` likewise.
        olds: the tasks of the old side by name; `news` of the new one.
        changes: every change, noise included, task by task in the order of their names.
        unknown: what could not be compared.
        with_triggers: whether both sides know the triggers.
    """

    old: str
    new: str
    olds: dict[str, ComparedTask] = field(repr=False)
    news: dict[str, ComparedTask] = field(repr=False)
    changes: tuple[Change, ...]
    unknown: tuple[Unknown, ...] = ()
    with_triggers: bool = True

    def reaches(self, threshold: Impact) -> bool:
        """Return whether some change is as bad as `threshold`, or worse; noise counts for nothing."""
        return any(change.noise is None and change.impact.reaches(threshold) for change in self.changes)
