"""One field of a cron expression: `*`, `?`, numbers, names, ranges, steps and lists of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from flytex_cli.schedule.errors import CronError

_NUMBER = re.compile(r"\+?[0-9]+")
_EXTENSION = re.compile(r"[LWlw#]")


@dataclass(frozen=True)
class Field:
    """What a field may hold."""

    name: str
    least: int
    most: int
    names: Mapping[str, int] = field(default_factory=dict)
    hint: str | None = None


@dataclass(frozen=True)
class Values:
    """The values a field matches, in order.

    Attributes:
        star: whether the field is unrestricted, which decides how the two day fields combine.
    """

    matched: tuple[int, ...]
    star: bool = False

    def __contains__(self, value: object) -> bool:
        return value in self.matched

    def __iter__(self) -> Iterator[int]:
        return iter(self.matched)


def _named(*names: str, start: int) -> dict[str, int]:
    return {name: number for number, name in enumerate(names, start)}


MINUTES = Field("minute", 0, 59)
HOURS = Field("hour", 0, 23)
DAYS = Field("day of month", 1, 31)
MONTHS = Field(
    "month",
    1,
    12,
    _named("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", start=1),
)
WEEKDAYS = Field(
    "day of week",
    0,
    6,
    _named("sun", "mon", "tue", "wed", "thu", "fri", "sat", start=0),
    hint="Sunday is 0 or SUN, Saturday 6 or SAT",
)


def parse_field(text: str, kind: Field) -> Values:
    """Return the values of a comma-separated field (robfig/cron `getField`: empty items count for nothing).

    Raises:
        CronError: an item is malformed or out of range.
    """
    parsed = [_item(item, kind) for item in text.split(",") if item]
    matched = sorted({value for values in parsed for value in values})
    return Values(tuple(matched), any(values.star for values in parsed))


def _item(text: str, kind: Field) -> Values:
    """`*`, `N`, `N-M`, each with `/STEP`; `N/STEP` runs to the largest value."""
    span, *steps = text.split("/")
    bounds = span.split("-")
    if len(steps) > 1 or (len(bounds) > 2 and bounds[0] not in ("*", "?")):
        raise _refused(text, kind, "is not a range")
    star = bounds[0] in ("*", "?")  # what follows a star's hyphen is not read
    if star:
        low, high = kind.least, kind.most
    else:
        low = _number(bounds[0], text, kind)
        high = _number(bounds[1], text, kind) if len(bounds) == 2 else kind.most if steps else low
    step = _step(steps[0], text, kind) if steps else 1
    if low < kind.least or high > kind.most:
        raise _refused(text, kind, f"is outside {kind.least}-{kind.most}", kind.hint)
    if low > high:
        raise _refused(text, kind, "begins after its end", f"write {low}-{kind.most},{kind.least}-{high}")
    return Values(tuple(range(low, high + 1, step)), star and step == 1)


def _number(word: str, text: str, kind: Field) -> int:
    value = kind.names.get(word.lower())
    if value is not None:
        return value
    if _NUMBER.fullmatch(word):
        return int(word)
    extension = _EXTENSION.search(word) is not None
    hint = "L, W and # of other cron dialects do not exist here" if extension else _accepted(kind)
    raise _refused(text, kind, "is not a number" + (" or a name" if kind.names else ""), hint)


def _step(word: str, text: str, kind: Field) -> int:
    if _NUMBER.fullmatch(word) and int(word):
        return int(word)
    raise _refused(text, kind, "has a step that is not a positive number")


def _accepted(kind: Field) -> str:
    names = f", or {', '.join(name.upper() for name in kind.names)}" if kind.names else ""
    return f"it is {kind.least} to {kind.most}{names}"


def _refused(text: str, kind: Field, what: str, hint: str | None = None) -> CronError:
    return CronError(f"the {kind.name} {text!r} {what}", hint=hint or _accepted(kind))
