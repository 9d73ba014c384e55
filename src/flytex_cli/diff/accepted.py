"""Changes that were looked at and are meant: a file to commit, so that only others count.

An entry names a task and a field, or an effect, and not the values: it holds until the change is gone, and not for a
change of a worse class.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from flytex_cli.diff.change import Change, Impact
from flytex_cli.diff.effects import Consequence, Effect
from flytex_cli.errors import OptionError
from flytex_cli.reading import UnreadableError, read_json

VERSION = 1


@dataclass(frozen=True)
class Accepted:
    """What was accepted.

    Attributes:
        fields: the worst class that is accepted, by task and field; the field is empty for the task as a whole.
        effects: tasks with the effect that is accepted on each.
    """

    fields: Mapping[tuple[str, str], Impact] = field(default_factory=dict)
    effects: frozenset[tuple[str, Consequence]] = frozenset()

    @classmethod
    def of(cls, changes: Iterable[Change], effects: Iterable[Effect]) -> Accepted:
        """Accept all of them, noise left out, which counts for nothing anyway."""
        return cls(
            {(change.task, change.path): change.impact for change in changes if change.noise is None},
            frozenset((name, effect.kind) for effect in effects for name in effect.tasks),
        )

    def covers(self, change: Change) -> bool:
        """Return whether a change is accepted."""
        known = self.fields.get((change.task, change.path))
        return known is not None and known.rank <= change.impact.rank

    def remaining(self, effects: Iterable[Effect]) -> tuple[Effect, ...]:
        """Return the effects without the tasks on which they are accepted."""
        left = (
            replace(effect, tasks=tuple(name for name in effect.tasks if (name, effect.kind) not in self.effects))
            for effect in effects
        )
        return tuple(effect for effect in left if effect.tasks)

    def expired(self, changes: Iterable[Change], effects: Iterable[Effect]) -> list[str]:
        """Return the entries that are about nothing any more: `shop.train taskTemplate.container.image`."""
        every = Accepted.of(changes, effects)
        gone = [f"{task} {path}".rstrip() for task, path in self.fields if (task, path) not in every.fields]
        return sorted([*gone, *(f"{task} {kind.value}" for task, kind in self.effects - every.effects)])

    def dump(self) -> bytes:
        """Return the file."""
        fields = [
            {"task": task, "field": path, "class": impact.value} for (task, path), impact in sorted(self.fields.items())
        ]
        effects = [{"task": task, "effect": kind.value} for task, kind in sorted(self.effects)]
        document = {"version": VERSION, "accepted": [*fields, *effects]}
        return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def read_accepted(file: Path) -> Accepted:
    """Read a file of accepted changes.

    Raises:
        UsageError: it cannot be read, or is none.
    """
    try:
        data = read_json(file.read_text(encoding="utf-8"))
        if data["version"] != VERSION:
            problem = f"{file} has version {data['version']!r}, which this flytex does not know"
            raise OptionError("--accept", problem, hint="write it again with --write-accept")
        entries: list[Mapping[str, Any]] = data["accepted"]
        return Accepted(
            {(_text(each, "task"), _text(each, "field")): Impact(each["class"]) for each in entries if "field" in each},
            frozenset((_text(each, "task"), Consequence(each["effect"])) for each in entries if "field" not in each),
        )
    except OSError as error:
        problem = f"{file} cannot be read: {error.strerror}"
        raise OptionError("--accept", problem, hint="--write-accept creates it") from error
    except (UnreadableError, ValueError, TypeError, LookupError, AttributeError) as error:
        problem = f"{file} holds no accepted changes"
        raise OptionError("--accept", problem, hint="--write-accept creates such a file") from error


def _text(entry: Mapping[str, Any], key: str) -> str:
    if not isinstance(entry[key], str):
        raise TypeError
    return str(entry[key])
