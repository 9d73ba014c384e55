"""What came of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from flytex_cli.diff.change import Change, Impact
from flytex_cli.diff.task import ComparedTask


@dataclass(frozen=True)
class TaskChanges:
    """The changes of one task.

    Attributes:
        old: the task as it was, `new` as it is; None on the side that has none.
        changes: those to be shown, the worst first.
        folded: how many others there are by what they are folded under.
    """

    name: str
    old: ComparedTask | None
    new: ComparedTask | None
    changes: tuple[Change, ...]
    folded: dict[str, int]

    @property
    def impact(self) -> Impact:
        """The worst of what is shown."""
        return min((change.impact for change in self.changes), key=lambda impact: impact.rank)


@dataclass(frozen=True)
class Unknown:
    """A task of one side that the other side could not load or translate: not a removed one."""

    name: str
    side: str


@dataclass(frozen=True)
class DiffResult:
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

    def counts(self, changes: Sequence[Change]) -> dict[Impact, int]:
        """How many changes of each class."""
        return {impact: sum(change.impact is impact for change in changes) for impact in Impact}

    @cached_property
    def unchanged(self) -> int:
        """How many tasks are the same on both sides, noise and all."""
        return len({*self.olds} & {*self.news} - {change.task for change in self.changes})

    def shown(self, everything: bool) -> list[Change]:
        """The changes without noise, or all."""
        return [change for change in self.changes if everything or change.noise is None]

    def tasks(self, everything: bool) -> list[TaskChanges]:
        """The changes by task, of tasks that have one to show: the worst first, then by name."""
        found = []
        for name, group in groupby(self.changes, key=lambda change: change.task):
            changes = list(group)
            shown = [change for change in changes if everything or change.noise is None]
            folded: dict[str, int] = {}
            for change in changes:
                if not everything and change.noise is not None:
                    folded[change.noise] = folded.get(change.noise, 0) + 1
            before = next((change.renamed_from for change in changes if change.renamed_from), name)
            if shown:
                found.append(TaskChanges(name, self.olds.get(before), self.news.get(name), tuple(shown), folded))
        return sorted(found, key=lambda task: (task.impact.rank, task.name))

    def only_noise(self) -> dict[str, int]:
        """How many tasks differ in nothing but noise, by what it is."""
        kinds: dict[str, int] = {}
        for _, group in groupby(self.changes, key=lambda change: change.task):
            noises = [change.noise for change in group]
            if None not in noises:
                for noise in {noise for noise in noises if noise is not None}:
                    kinds[noise] = kinds.get(noise, 0) + 1
        return dict(sorted(kinds.items()))

    def reaches(self, threshold: Impact) -> bool:
        """Whether some change is as bad as `threshold`, or worse; noise counts for nothing."""
        return any(change.impact.reaches(threshold) for change in self.shown(everything=False))
