"""What `flytex diff` has to report, for every format to lay out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from flytex_cli.diff.change import Change, Impact
from flytex_cli.diff.compared import Compared
from flytex_cli.diff.comparison import Comparison


@dataclass(frozen=True)
class TaskChanges:
    """The changes of one task or app.

    Attributes:
        old: the task or app as it was, `new` as it is; None on the side that has none.
        changes: those to be shown, the worst first.
        folded: how many others there are by what they are folded under.
    """

    name: str
    old: Compared | None
    new: Compared | None
    changes: tuple[Change, ...]
    folded: dict[str, int]

    @property
    def impact(self) -> Impact:
        """The worst of what is shown."""
        return min((change.impact for change in self.changes), key=lambda impact: impact.rank)


@dataclass(frozen=True)
class DiffReport:
    """A comparison, with or without its noise: changes of versions, hashes and code bundles.

    Attributes:
        everything: whether noise is shown too; otherwise it is counted by what it is.
    """

    comparison: Comparison
    everything: bool = False

    @cached_property
    def tasks(self) -> tuple[TaskChanges, ...]:
        """The changes by task, of tasks that have one to show: the worst first, then by name."""
        comparison = self.comparison
        found = []
        for name, group in groupby(comparison.changes, key=lambda change: change.task):
            changes = list(group)
            shown = [change for change in changes if self._shows(change)]
            folded: dict[str, int] = {}
            for change in changes:
                if not self._shows(change) and change.noise is not None:
                    folded[change.noise] = folded.get(change.noise, 0) + 1
            before = next((change.renamed_from for change in changes if change.renamed_from), name)
            if shown:
                old, new = comparison.olds.get(before), comparison.news.get(name)
                found.append(TaskChanges(name, old, new, tuple(shown), folded))
        return tuple(sorted(found, key=lambda task: (task.impact.rank, task.name)))

    @cached_property
    def impacts(self) -> dict[Impact, int]:
        """How many changes of each class are shown."""
        shown = [change.impact for change in self.comparison.changes if self._shows(change)]
        return {impact: shown.count(impact) for impact in Impact}

    @cached_property
    def only_noise(self) -> dict[str, int]:
        """How many tasks differ only in noise that is not shown, by what it is."""
        if self.everything:
            return {}
        kinds: dict[str, int] = {}
        for _, group in groupby(self.comparison.changes, key=lambda change: change.task):
            noises = [change.noise for change in group]
            if None not in noises:
                for noise in {noise for noise in noises if noise is not None}:
                    kinds[noise] = kinds.get(noise, 0) + 1
        return dict(sorted(kinds.items()))

    def _shows(self, change: Change) -> bool:
        return self.everything or change.noise is None
