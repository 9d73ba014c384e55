"""`@daily` and its like, `@every DURATION`, and fixed rates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from flytex_cli.schedule.errors import CronError

EVERY = "@every "

_DESCRIPTORS = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}
_PART = re.compile(r"(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)")
_NANOSECONDS = {"ns": 1, "us": 10**3, "µs": 10**3, "μs": 10**3, "ms": 10**6, "s": 10**9, "m": 60 * 10**9}
_NANOSECONDS["h"] = 3600 * 10**9
_SECOND = 10**9


@dataclass(frozen=True)
class Every:
    """A constant delay, counted from the moment the trigger is activated unless it has a start."""

    delay: timedelta

    @property
    def never(self) -> bool:
        """A delay always comes to its end."""
        return False

    def after(self, moment: datetime) -> datetime:
        """Return the fire time that follows one at `moment`, on a whole second."""
        return moment.replace(microsecond=0) + self.delay


def spelled_out(descriptor: str) -> str:
    """Return the five fields that a descriptor stands for.

    Raises:
        CronError: there is no such descriptor.
    """
    if descriptor not in _DESCRIPTORS:
        raise CronError(
            f"unknown schedule {descriptor!r}", hint=f"there are {', '.join(_DESCRIPTORS)} and @every 1h30m"
        )
    return _DESCRIPTORS[descriptor]


def parse_every(text: str) -> Every:
    """Parse `@every DURATION`, a duration of Go: `1h30m`, `90s`, `1.5h`; less than a second becomes a second.

    Raises:
        CronError: it is not a duration.
    """
    word = text[len(EVERY) :]
    unsigned = word[1:] if word[:1] in ("+", "-") else word
    parts = _PART.findall(unsigned)
    if unsigned != "0" and (not parts or "".join(map("".join, parts)) != unsigned):
        raise CronError(f"{word!r} in {text!r} is not a duration", hint="write @every 1h30m, 90s or 15m")
    nanoseconds = sum(int(float(number) * _NANOSECONDS[unit]) for number, unit in parts)
    seconds = 0 if word.startswith("-") else nanoseconds // _SECOND
    return Every(timedelta(seconds=max(1, seconds)))
