"""Leave out what another rule has said better."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule


@dataclass(frozen=True)
class Found:
    """One hit of a rule.

    Attributes:
        owners: the tasks that it is found on; none for what belongs to no task.
    """

    rule: Rule
    hit: Hit
    owners: frozenset[str]


def uncovered(found: Iterable[Found]) -> Iterator[Found]:
    """Yield what no rule covers on every task that it is found on."""
    every = list(found)
    covering: dict[tuple[str, str], list[Found]] = {}
    for each in every:
        if each.rule.covers and (each.hit.severity or each.rule.severity).rank <= each.rule.severity.rank:
            for owner in each.owners:
                for code in {cover.code for cover in each.rule.covers}:
                    covering.setdefault((code, owner), []).append(each)
    for each in every:
        by_owner = (covering.get((each.rule.code, owner), ()) for owner in each.owners)
        if not each.owners or not all(any(_covers(other, each) for other in others) for others in by_owner):
            yield each


def _covers(other: Found, one: Found) -> bool:
    about, field = one.hit.field or "", other.hit.field or ""
    if about.startswith("triggers.") and field != about and not field.startswith(f"{about}."):
        return False  # each trigger is translated on its own, and fails on its own
    return any(
        cover.code == one.rule.code and re.fullmatch(cover.aspect, one.hit.aspect) for cover in other.rule.covers
    )
