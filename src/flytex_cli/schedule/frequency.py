"""How often a trigger's `flyteidl2.task.Schedule` fires."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from flytex_cli.schedule.cron import parse_cron
from flytex_cli.schedule.descriptors import Every
from flytex_cli.schedule.fires import delay_of

if TYPE_CHECKING:
    from flyteidl2.task.common_pb2 import Schedule

YEAR = timedelta(days=365)
DAYS = tuple(date(2025, 1, 1) + timedelta(days=number) for number in range(YEAR.days))
"""A year that begins and ends as most do: it does not depend on the moment."""


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
    return sum(map(cron.fires_on, DAYS)) / 12
