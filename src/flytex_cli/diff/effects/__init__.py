"""What a change does: what recomputes, what is built or wrongly not, what is left behind in the cluster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from flytex_cli.diff.app import ComparedApp
from flytex_cli.diff.change import Change
from flytex_cli.diff.compared import Compared
from flytex_cli.diff.effects.apps import of_apps
from flytex_cli.diff.effects.caches import of_caches
from flytex_cli.diff.effects.effect import Consequence, Effect
from flytex_cli.diff.effects.images import of_images
from flytex_cli.diff.effects.triggers import of_removed, of_triggers
from flytex_cli.diff.task import ComparedTask

__all__ = ["Consequence", "Effect", "effects_of"]


def effects_of(
    olds: Mapping[str, Compared], news: Mapping[str, Compared], changes: Iterable[Change], *, with_triggers: bool = True
) -> tuple[Effect, ...]:
    """Return every effect, those of one kind and reason as one, in the order in which they are shown.

    Args:
        olds: the tasks and apps of the old side by name; `news` those of the new one.
        changes: what differs between them.
        with_triggers: whether both sides know the triggers.
    """
    moved = {change.task: change.renamed_from for change in changes if change.renamed_from is not None}
    pairs = [
        (old, new)
        for name, new in news.items()
        if (old := olds.get(moved.get(name, name))) is not None and type(old) is type(new)
    ]
    tasks = [(old, new) for old, new in pairs if isinstance(old, ComparedTask) and isinstance(new, ComparedTask)]
    removed = [old for name, old in olds.items() if name not in news]
    found = [
        *of_removed([each for each in removed if isinstance(each, ComparedTask)], with_triggers),
        *of_apps([each for each in removed if isinstance(each, ComparedApp)], pairs),
        *of_images(pairs, news.values()),
    ]
    for old, new in tasks:
        found += of_caches(old, new)
        if with_triggers and old.name == new.name:
            found += of_triggers(old, new)
    return _joined(found)


def _joined(effects: Iterable[Effect]) -> tuple[Effect, ...]:
    """Make one of those that differ in their tasks alone, or in the commands for them."""
    by_reason: dict[tuple[object, ...], Effect] = {}
    for effect in effects:
        key = effect.kind, effect.why, effect.details
        first = by_reason.get(key, replace(effect, tasks=(), commands=()))
        by_reason[key] = replace(
            first,
            tasks=tuple(sorted({*first.tasks, *effect.tasks})),
            commands=tuple(dict.fromkeys((*first.commands, *effect.commands))),
        )
    return tuple(sorted(by_reason.values(), key=lambda effect: (effect.kind.rank, effect.tasks, effect.why)))
