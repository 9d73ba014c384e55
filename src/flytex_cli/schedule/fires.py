"""The next fire times of a trigger's `flyteidl2.task.Schedule`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import islice
from typing import TYPE_CHECKING, Any

from flytex_cli.schedule.cron import Cron, parse_cron
from flytex_cli.schedule.descriptors import Every
from flytex_cli.schedule.errors import ScheduleError

if TYPE_CHECKING:
    from flyteidl2.task.common_pb2 import Schedule

_UNITS = {1: timedelta(minutes=1), 2: timedelta(hours=1), 3: timedelta(days=1)}
"""`flyteidl2.task.FixedRateUnit`."""


def fire_times(schedule: Schedule, now: datetime, count: int = 5) -> list[datetime] | None:
    """Return the next fire times after `now`, in the schedule's zone: an empty list where it never fires.

    None where they cannot be known: a delay without a start is counted from the moment the trigger is activated.

    Raises:
        ScheduleError: the backend refuses the schedule, or this machine has no time zone database.
    """
    kind = schedule.WhichOneof("expression")
    if kind == "rate":
        return _rate(schedule.rate, now, count)
    if kind == "cron":
        parsed = parse_cron(schedule.cron.expression, schedule.cron.timezone)
    elif kind == "cron_expression":
        parsed = parse_cron(schedule.cron_expression, "")
    else:
        return None
    return list(islice(_following(parsed, now), count)) if isinstance(parsed, Cron) else None


def delay_of(rate: Any) -> timedelta:
    """Return the time between two fires of a `flyteidl2.task.FixedRate`.

    Raises:
        ScheduleError: there is none.
    """
    unit = _UNITS.get(rate.unit)
    if unit is None or rate.value < 1:
        raise ScheduleError(f"the fixed rate {rate.value} is not positive", hint="write FixedRate(5)")
    return unit * int(rate.value)


def _following(cron: Cron, now: datetime) -> Iterator[datetime]:
    moment: datetime | None = now
    while moment is not None and (moment := cron.after(moment)) is not None:
        yield moment


def _rate(rate: Any, now: datetime, count: int) -> list[datetime] | None:
    """Follow a fixed rate from its start on (backend `runs/scheduler/core/schedule_time.go`)."""
    delay = delay_of(rate)
    if not rate.HasField("start_time"):
        return None
    every, start = Every(delay), rate.start_time.ToDatetime(tzinfo=timezone.utc)
    passed = max(0, (now - start) // every.delay + 1)
    return [start + every.delay * (passed + number) for number in range(count)]
