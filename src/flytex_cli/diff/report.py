"""What `flytex diff` has to report, for every format to lay out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from flytex_cli.cost.rates import Rates
from flytex_cli.diff.change import Change, Impact
from flytex_cli.diff.compared import Compared
from flytex_cli.diff.comparison import Comparison
from flytex_cli.diff.costs import CostChange, cost_changes
from flytex_cli.diff.effects import Effect
from flytex_cli.diff.fields import Steps


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
class Block:
    """Changes that some tasks or apps have in common: those of an environment or a shared image are one entry.

    Attributes:
        tasks: whose they are, by name.
        changes: as the first of them has them, the worst first.
        folded: how many others these tasks have, by what they are folded under.
    """

    tasks: tuple[TaskChanges, ...]
    changes: tuple[Change, ...]
    folded: dict[str, int]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tasks and apps."""
        return tuple(task.name for task in self.tasks)

    @property
    def impact(self) -> Impact:
        """The worst of what is shown."""
        return min((change.impact for change in self.changes), key=lambda impact: impact.rank)


@dataclass(frozen=True)
class DiffReport:
    """A comparison, with or without its noise: changes of versions, hashes and code bundles.

    Attributes:
        everything: whether noise is shown too; otherwise it is counted by what it is.
        rates: what tasks cost is counted by; None where nobody asked.
    """

    comparison: Comparison
    everything: bool = False
    rates: Rates | None = None

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
                if not self._shows(change) and change.noise is not None and not self.everything:
                    folded[change.noise] = folded.get(change.noise, 0) + 1
            before = next((change.renamed_from for change in changes if change.renamed_from), name)
            if shown:
                old, new = comparison.olds.get(before), comparison.news.get(name)
                found.append(TaskChanges(name, old, new, tuple(shown), folded))
        return tuple(sorted(found, key=lambda task: (task.impact.rank, task.name)))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The changes by the tasks that have them in common: the worst first, then by name."""
        having: dict[_Same, list[TaskChanges]] = {}
        for task in self.tasks:
            for change in task.changes:
                having.setdefault(_same(change), []).append(task)
        grouped: dict[tuple[str, ...], list[Change]] = {}
        for task in self.tasks:
            for change in task.changes:
                tasks = having[_same(change)]
                if tasks[0] is task:
                    grouped.setdefault(tuple(sorted(each.name for each in tasks)), []).append(change)
        by_name = {task.name: task for task in self.tasks}
        found = []
        for names, changes in grouped.items():
            group = tuple(by_name[name] for name in names)
            found.append(Block(group, tuple(changes), _folded(group)))
        return tuple(sorted(found, key=lambda block: (block.impact.rank, block.names)))

    @cached_property
    def costs(self) -> tuple[CostChange, ...]:
        """The tasks that cost something else than before."""
        comparison = self.comparison
        return () if self.rates is None else cost_changes(comparison.olds, comparison.news, self.rates)

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What the changes do to what is deployed and cached."""
        return self.comparison.effects

    @cached_property
    def affected(self) -> frozenset[str]:
        """The tasks and apps on which there is an effect."""
        return frozenset(name for effect in self.effects for name in effect.tasks)

    @cached_property
    def accepted(self) -> int:
        """How many changes are not shown because they are accepted."""
        return sum(map(self.comparison.accepted.covers, self.comparison.changes))

    @cached_property
    def impacts(self) -> dict[Impact, int]:
        """How many entries of each class are shown."""
        shown = [change.impact for block in self.blocks for change in block.changes]
        return {impact: shown.count(impact) for impact in Impact}

    @cached_property
    def only_noise(self) -> dict[str, int]:
        """How many tasks differ only in noise that is not shown, and has no effect, by what it is."""
        if self.everything:
            return {}
        kinds: dict[str, int] = {}
        for name, group in groupby(self.comparison.changes, key=lambda change: change.task):
            noises = [change.noise for change in group if not self.comparison.accepted.covers(change)]
            if noises and None not in noises and name not in self.affected:
                for noise in {noise for noise in noises if noise is not None}:
                    kinds[noise] = kinds.get(noise, 0) + 1
        return dict(sorted(kinds.items()))

    def _shows(self, change: Change) -> bool:
        return (self.everything or change.noise is None) and not self.comparison.accepted.covers(change)


_Same = tuple[object, ...]


def _same(change: Change) -> _Same:
    """Return what two changes have in common that are one: all but the task."""
    steps: Steps | str = change.task if change.field is None else change.field.steps
    return steps, change.kind, repr(change.old), repr(change.new), change.impact, change.why


def _folded(tasks: Sequence[TaskChanges]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for task in tasks:
        counted.update(task.folded)
    return dict(counted)
