"""One row of the tables that say what a changed field means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flytex_cli.diff import conditions as when
from flytex_cli.diff.change import Impact
from flytex_cli.diff.fields import FieldChange

Condition = Callable[[FieldChange, Any, Any], bool]
"""What a rule asks of a change beside its path: the change, and the two tasks or apps."""


@dataclass(frozen=True)
class Rule:
    """One row of a table.

    Attributes:
        pattern: which fields it is about (`flytex_cli.diff.patterns`).
        why: what such a change means; `{}` is the item it is about, `[]` the field of a record.
        noise: the name under which it is folded.
    """

    pattern: str
    impact: Impact
    why: str
    condition: Condition = when.always
    noise: str | None = None


def noise_of_command_lines(places: Iterable[str]) -> Iterator[Rule]:
    """Yield the rules for what each deployment writes anew into a command line, wherever one stands."""
    for place in places:
        for argument, noise in _WRITTEN_ANEW:
            yield Rule(f"{place}.[{argument}].**", Impact.COSMETIC, noise, noise=noise)


def noise_of_variables(places: Iterable[str]) -> Iterator[Rule]:
    """Yield the rules for what a deployment repeats in a variable of its own: the folders that modules are found in."""
    for place in places:
        yield Rule(f"{place}.[_F_SYS_PATH].value", Impact.COSMETIC, "search path", when.same_places, "search path")


_WRITTEN_ANEW = (
    ("--version", "version"),
    ("--image-cache", "image cache"),
    ("--tgz", "code bundle"),
    ("--pkl", "code bundle"),
)
