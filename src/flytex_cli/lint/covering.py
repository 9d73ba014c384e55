"""Leave out what another rule has said better."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import UNIMPORTED, Cover, Rule


@dataclass(frozen=True)
class Found:
    """One hit of a rule.

    Attributes:
        owners: the tasks that it is found on; none for what belongs to no task.
    """

    rule: Rule
    hit: Hit
    owners: frozenset[str]

    @property
    def subjects(self) -> frozenset[object]:
        """What it is about: its owners, or the place where it stands."""
        return self.owners or frozenset({self.hit.place.span})

    @property
    def covers(self) -> tuple[Cover, ...]:
        """What it says better than other rules."""
        return (*self.rule.covers, UNIMPORTED) if self.rule.refused else self.rule.covers


def uncovered(found: Iterable[Found]) -> Iterator[Found]:
    """Yield what no rule covers on everything that it is about."""
    every = list(found)
    covering: dict[tuple[str, object], list[Found]] = {}
    for each in every:
        if each.covers and (each.hit.severity or each.rule.severity).rank <= each.rule.severity.rank:
            for subject in each.subjects:
                for code in {cover.code for cover in each.covers}:
                    covering.setdefault((code, subject), []).append(each)
    for each in every:
        by_subject = (covering.get((each.rule.code, subject), ()) for subject in each.subjects)
        if not all(any(_covers(other, each) for other in others) for others in by_subject):
            yield each


def _covers(other: Found, one: Found) -> bool:
    about, field = one.hit.field or "", other.hit.field or ""
    if about.startswith("triggers.") and field != about and not field.startswith(f"{about}."):
        return False  # each trigger is translated on its own, and fails on its own
    return any(cover.code == one.rule.code and re.fullmatch(cover.aspect, one.hit.aspect) for cover in other.covers)
