"""What `flytex plan` has to report, for every format to lay out."""

from __future__ import annotations

from dataclasses import dataclass

from flytex_cli.diff.effects import Effect
from flytex_cli.diff.report import DiffReport, TaskChanges
from flytex_cli.inspect.columns import Item
from flytex_cli.plan.model import Group, Plan


@dataclass(frozen=True)
class PlanReport:
    """A plan, whole or only what changes.

    Attributes:
        changes: how it differs from what was deployed before; None where nothing was named.
    """

    plan: Plan
    changes: DiffReport | None = None

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups that are shown: of changes alone those that have some."""
        return tuple(group for group in self.plan.groups if any(map(self.shows, group.items)))

    def shows(self, item: Item) -> bool:
        """Return whether a task or app is shown."""
        return self.changes is None or self.change_of(item) is not None or item.name in self.changes.affected

    def change_of(self, item: Item) -> TaskChanges | None:
        """Return how a task or app differs, if it does."""
        found = self.changes.tasks if self.changes is not None else ()
        return next((each for each in found if each.name == item.name), None)

    def effects_on(self, item: Item) -> tuple[Effect, ...]:
        """Return what the changes do to a task or app."""
        found = self.changes.effects if self.changes is not None else ()
        return tuple(effect for effect in found if item.name in effect.tasks)

    @property
    def removed(self) -> tuple[str, ...]:
        """What was deployed before and is not any more: a deployment leaves it as it is."""
        if self.changes is None:
            return ()
        gone = {*self.changes.comparison.olds} - {*self.changes.comparison.news}
        unknown = {each.name for each in self.changes.comparison.unknown}
        return tuple(sorted(gone - unknown))

    @property
    def counts(self) -> dict[str, int]:
        """How much there is of each kind."""
        plan = self.plan
        return {
            "group": len(plan.groups),
            "environment": sum(len(group.environments) for group in plan.groups),
            "image to build": sum(each.builds for each in plan.images),
            "task": len(plan.tasks),
            "app": len(plan.apps),
            "trigger": sum(len(task.triggers) for task in plan.tasks),
        }
