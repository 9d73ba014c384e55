"""What came of a comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flytex_cli.diff.accepted import Accepted
from flytex_cli.diff.change import Change, Impact
from flytex_cli.diff.compared import Compared
from flytex_cli.diff.effects import Consequence, Effect, effects_of


@dataclass(frozen=True)
class Unknown:
    """A task or app of one side that the other side could not load or translate: not a removed one."""

    name: str
    side: str


@dataclass(frozen=True)
class Comparison:
    """All that differs between two sides.

    Attributes:
        old: what was compared, as a person calls it; `new` likewise.
        olds: the tasks and apps of the old side by name; `news` of the new one.
        changes: every change, noise included, one after the other in the order of their names.
        unknown: what could not be compared.
        with_triggers: whether both sides know the triggers.
        accepted: what is meant and counts for nothing.
    """

    old: str
    new: str
    olds: Mapping[str, Compared] = field(repr=False)
    news: Mapping[str, Compared] = field(repr=False)
    changes: tuple[Change, ...]
    unknown: tuple[Unknown, ...] = ()
    with_triggers: bool = True
    accepted: Accepted = field(default_factory=Accepted)

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """What the changes do to what is deployed and cached, without what is accepted."""
        return self.accepted.remaining(self.all_effects)

    @cached_property
    def all_effects(self) -> tuple[Effect, ...]:
        """What the changes do to what is deployed and cached."""
        return effects_of(self.olds, self.news, self.changes, with_triggers=self.with_triggers)

    def has(self, kind: Consequence) -> bool:
        """Return whether there is an effect of a kind."""
        return any(effect.kind is kind for effect in self.effects)

    def reaches(self, threshold: Impact) -> bool:
        """Return whether some change is as bad as `threshold`, or worse; neither noise nor accepted."""
        return any(
            change.noise is None and change.impact.reaches(threshold) and not self.accepted.covers(change)
            for change in self.changes
        )
