"""The cron grammar of Flyte's backend: `ParseStandard` of robfig/cron v3 (backend `runs/schedule/cron.go`).

Five fields, or a descriptor (`@daily`, `@every 1h30m`). It is not the grammar of croniter or of Quartz: weekdays are 0
to 6, `?` is `*`, there are no seconds and no `L`, `W` and `#`.

Known difference: where a month begins without a midnight (America/Asuncion, October 2023), robfig/cron 3.0.1 passes
over that month, and may pass over more; here nothing is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo

from flytex_cli.schedule.descriptors import EVERY, Every, parse_every, spelled_out
from flytex_cli.schedule.errors import CronError
from flytex_cli.schedule.fields import DAYS, HOURS, MINUTES, MONTHS, WEEKDAYS, Values, parse_field
from flytex_cli.schedule.zones import to_zone

YEARS_AHEAD = 5
"""The backend looks no further: what does not fire until the end of the fifth year from now never fires."""

_FIELDS = (MINUTES, HOURS, DAYS, MONTHS, WEEKDAYS)
_LEAP_YEAR = date(2024, 1, 1)


@dataclass(frozen=True)
class Cron:
    """A parsed expression: the values each field matches, in a time zone."""

    minutes: Values
    hours: Values
    days: Values
    months: Values
    weekdays: Values
    zone: tzinfo

    @property
    def never(self) -> bool:
        """Whether no date of any year matches, as in `0 0 31 2 *`."""
        days = self._days(_LEAP_YEAR, date(_LEAP_YEAR.year + YEARS_AHEAD, 1, 1))
        return not any(True for day in days for _ in self._instants(day))

    def after(self, moment: datetime) -> datetime | None:
        """Return the first fire time after `moment`, in the schedule's zone; None where there is none in five years.

        As in the backend a time that a clock change skips is skipped, and one that it repeats fires twice.
        """
        moment = moment.astimezone(timezone.utc)
        day = moment.astimezone(self.zone).date()
        for each in self._days(day, date(day.year + YEARS_AHEAD + 1, 1, 1)):
            found = min((fire for fire in self._instants(each) if fire > moment), default=None)
            if found is not None:
                return found.astimezone(self.zone)
        return None

    def fires_on(self, day: date) -> int:
        """Return how often it fires on a day of its zone."""
        if day.month not in self.months or not self._matches(day):
            return 0
        begin = datetime(day.year, day.month, day.day, tzinfo=self.zone)
        if begin.utcoffset() == (begin + timedelta(days=1)).utcoffset():  # no clock changes
            return sum(1 for _ in self.hours) * sum(1 for _ in self.minutes)
        return len(set(self._instants(day)))

    def _days(self, first: date, end: date) -> Iterator[date]:
        """Yield the days that match, from the first to the one before the end."""
        day = first
        while day < end:
            if day.month not in self.months:
                day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
                continue
            if self._matches(day):
                yield day
            day += timedelta(days=1)

    def _matches(self, day: date) -> bool:
        """Both day fields must match where one of them is a star, else either of them."""
        of_month, of_week = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return of_month and of_week if self.days.star or self.weekdays.star else of_month or of_week

    def _instants(self, day: date) -> Iterator[datetime]:
        """Yield when it fires on a day; a moment may come twice."""
        for hour in self.hours:
            for minute in self.minutes:
                for fold in (0, 1):
                    fire = self._exists(datetime(day.year, day.month, day.day, hour, minute, fold=fold))
                    if fire is not None:
                        yield fire

    def _exists(self, local: datetime) -> datetime | None:
        """Return the instant a clock in the zone shows `local`, or None where it never does."""
        instant = local.replace(tzinfo=self.zone).astimezone(timezone.utc)
        return instant if instant.astimezone(self.zone).replace(tzinfo=None) == local.replace(fold=0) else None


def parse_cron(expression: str, zone: str = "UTC") -> Cron | Every:
    """Parse an expression as the backend does for `Cron(expression, timezone=zone)`; without a zone it may name one.

    Raises:
        CronError: the backend would refuse the expression.
        ZoneError: the backend would refuse the zone.
        ZonesMissingError: this machine has no time zone database.
    """
    text = expression.strip()
    if text.startswith(("TZ=", "CRON_TZ=")):
        word, _, text = text.partition(" ")
        if zone:
            meant = word.partition("=")[2] if zone == "UTC" else zone  # which the trigger has without a word of it
            raise CronError(
                f"the expression {expression!r} names a time zone, and the trigger has one already ({zone!r})",
                hint=f'write Cron("{text.strip()}", timezone="{meant}")',
            )
        zone = word.partition("=")[2]
    if text.startswith(EVERY):
        return parse_every(text)
    parts = (spelled_out(text) if text.startswith("@") else text).split()
    if len(parts) != len(_FIELDS):
        raise CronError(
            f"the expression {expression!r} has {len(parts)} field{'s'[: len(parts) != 1]}, not 5",
            hint="the fields are minute, hour, day of month, month, day of week: `0 9 * * MON`"
            + ("; there are no seconds and no years" if len(parts) > len(_FIELDS) else ""),
        )
    minutes, hours, days, months, weekdays = map(parse_field, parts, _FIELDS)
    return Cron(minutes, hours, days, months, weekdays, to_zone(zone))
