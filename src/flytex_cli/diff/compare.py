"""Two sets of tasks and apps, and all that differs between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from flytex_cli.diff.app import ComparedApp
from flytex_cli.diff.breaking import classified
from flytex_cli.diff.change import Change, Impact
from flytex_cli.diff.compared import Compared
from flytex_cli.diff.fields import FieldChange, changed_fields
from flytex_cli.diff.patterns import Pattern, matches, to_pattern
from flytex_cli.diff.renames import likely_renames
from flytex_cli.diff.task import ComparedTask
from flytex_cli.diff.view import is_whole

Impacts = Sequence[tuple[Pattern, Impact]]
"""Classes of one's own, by the fields they are for; the first that matches decides."""


def compared(old: Mapping[str, Compared], new: Mapping[str, Compared], impacts: Impacts = ()) -> list[Change]:
    """Return every change, task by task and app by app in the order of their names, the worst first within a task.

    A task that was likely renamed has that change, and after it those of its fields that do not follow from the name.
    """
    removed = [each for name in sorted(old) if name not in new and isinstance(each := old[name], ComparedTask)]
    fresh = [each for name in sorted(new) if name not in old and isinstance(each := new[name], ComparedTask)]
    renamed = {after.name: before for before, after in likely_renames(removed, fresh)}
    moved = {before.name for before in renamed.values()}
    changes: list[Change] = []
    for name in sorted({*old, *new} - moved):
        if name in renamed:
            before = renamed[name]
            changes.append(
                Change(name, Impact.BREAKING, f"likely renamed from {before.name}", renamed_from=before.name)
            )
            changes += _task_changes(before, new[name], impacts)
        elif name not in new:
            why = "app removed, and its address" if isinstance(old[name], ComparedApp) else "task removed"
            changes.append(Change(name, Impact.BREAKING, why))
        elif name not in old:
            what = "app" if isinstance(new[name], ComparedApp) else "task"
            changes.append(Change(name, Impact.BEHAVIOUR, f"{what} added", appeared=True))
        else:
            changes += _task_changes(old[name], new[name], impacts)
    return changes


def view_changes(old: Compared, new: Compared) -> Iterator[FieldChange]:
    """Return the fields that differ, as they are."""
    return changed_fields(old.view, new.view, is_whole)


def _task_changes(old: Compared, new: Compared, impacts: Impacts) -> list[Change]:
    changes = (_reclassed(classified(change, old, new), impacts) for change in view_changes(old, new))
    return sorted(_without_names(changes, old, new), key=lambda change: change.impact.rank)


def _reclassed(change: Change, impacts: Impacts) -> Change:
    """Give a change the class that somebody chose for its field; it is no noise then, unless it is cosmetic."""
    for pattern, impact in impacts:
        if change.field is not None and matches(change.field.steps, pattern):
            return replace(change, impact=impact, noise=change.noise if impact is Impact.COSMETIC else None)
    return change


def _without_names(changes: Iterable[Change], old: Compared, new: Compared) -> Iterator[Change]:
    """Leave out, of a renamed task, the fields that hold its name."""
    for change in changes:
        if old.name == new.name or not any(matches(change.field.steps, name) for name in _NAMES if change.field):
            yield change


_NAMES = tuple(map(to_pattern, ("taskTemplate.id.name", "shortName", "environment.name", "**.args.[instance].value")))
