"""How often a trigger's `flyteidl2.task.Schedule` fires."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from flytex_cli.schedule.cron import parse_cron
from flytex_cli.schedule.descriptors import Every
from flytex_cli.schedule.fires import delay_of

if TYPE_CHECKING:
    from flyteidl2.task.common_pb2 import Schedule

BEGIN = datetime(2025, 1, 1, tzinfo=timezone.utc)
"""A year that begins and ends as most do: it does not depend on the moment."""
YEAR = timedelta(days=365)
MAX_COUNTED = 366
"""Where it fires more often, the rest of the year is taken to be as its beginning."""


def per_month(schedule: Schedule) -> float | None:
    """Return how often a schedule fires in the twelfth part of a year; None where it says nothing of it.

    Raises:
        ScheduleError: the backend refuses the schedule, or this machine has no time zone database.
    """
    kind = schedule.WhichOneof("expression")
    if kind == "rate":
        return YEAR / delay_of(schedule.rate) / 12
    if kind == "cron":
        cron = parse_cron(schedule.cron.expression, schedule.cron.timezone)
    elif kind == "cron_expression":
        cron = parse_cron(schedule.cron_expression, "")
    else:
        return None
    if isinstance(cron, Every):
        return YEAR / cron.delay / 12
    count, moment = 0, cron.after(BEGIN - timedelta(seconds=1))
    while moment is not None and moment < BEGIN + YEAR:
        count += 1
        if count == MAX_COUNTED:
            return count * (YEAR / (moment - BEGIN)) / 12
        moment = cron.after(moment)
    return count / 12
