"""A cron expression in words, where it is one of the common ones."""

from __future__ import annotations

from flytex_cli.schedule.cron import Cron, parse_cron
from flytex_cli.schedule.errors import ScheduleError
from flytex_cli.schedule.fields import Values

_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_WORKDAYS = (1, 2, 3, 4, 5)


def cron_words(expression: str) -> str | None:
    """Return `every day at 02:00`, `every Monday at 09:30`, `every 15 minutes`; None for what is none of these."""
    try:
        cron = parse_cron(expression, "")
    except ScheduleError:
        return None
    if not isinstance(cron, Cron) or not cron.months.star:
        return None
    days = _days(cron.days, cron.weekdays)
    if days is None:
        return None
    if len(cron.minutes.matched) == len(cron.hours.matched) == 1:
        return f"{days} at {cron.hours.matched[0]:02}:{cron.minutes.matched[0]:02}"
    if days != "every day" or not cron.hours.star:
        return None
    if len(cron.minutes.matched) == 1:
        return f"every hour at minute {cron.minutes.matched[0]}" if cron.minutes.matched[0] else "every hour"
    step = 60 // len(cron.minutes.matched)
    even = cron.minutes.matched == tuple(range(0, 60, step))
    return ("every minute" if step == 1 else f"every {step} minutes") if even and 60 % step == 0 else None


def _days(days: Values, weekdays: Values) -> str | None:
    if days.star and weekdays.star:
        return "every day"
    if weekdays.star and len(days.matched) == 1:
        return f"on day {days.matched[0]} of every month"
    if not days.star:
        return None
    if weekdays.matched == _WORKDAYS:
        return "Monday to Friday"
    return f"every {' and '.join(_DAYS[day] for day in weekdays.matched)}" if len(weekdays.matched) < 4 else None
