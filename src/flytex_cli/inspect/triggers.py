"""Triggers as a person reads them, with their next fire times."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from flytex_cli.inspect.model import TriggerSummary
from flytex_cli.schedule.errors import ScheduleError
from flytex_cli.schedule.fires import fire_times

NEXT = 5
"""How many fire times are shown."""

_ANY_TIME = datetime(2024, 1, 1, tzinfo=timezone.utc)
"""Whether a schedule fires at all does not depend on the moment."""


def to_trigger(trigger: Any, at: datetime | None) -> TriggerSummary:
    """Describe one trigger.

    Args:
        trigger: a `flyteidl2.task.TaskTrigger`.
        at: what its next fire times come after; None leaves them out.
    """
    fires, problem = None, None
    schedule = trigger.automation_spec.schedule
    if trigger.automation_spec.HasField("schedule"):
        try:
            times = fire_times(schedule, at or _ANY_TIME, NEXT)
            fires = tuple(time.isoformat() for time in times) if times is not None and at is not None else None
            problem = "it never fires" if times == [] else None
        except ScheduleError as error:
            problem = error.message
    return TriggerSummary(
        name=trigger.name,
        schedule=schedule_text(trigger.automation_spec),
        active=trigger.spec.active,
        description=trigger.spec.description or None,
        fires=fires,
        problem=problem,
    )


def schedule_text(automation: Any) -> str:
    """Write `cron 0 9 * * * Europe/Berlin`, `every 15 minutes from 2026-01-01T00:00:00Z` or `on artifact`."""
    schedule = automation.schedule
    kind = schedule.WhichOneof("expression") if automation.HasField("schedule") else None
    if kind == "cron":
        return f"cron {schedule.cron.expression} {schedule.cron.timezone}".rstrip()
    if kind == "cron_expression":
        return f"cron {schedule.cron_expression}"
    if kind == "rate":
        from flyteidl2.task.common_pb2 import FixedRateUnit

        rate = schedule.rate
        unit = FixedRateUnit.Name(rate.unit).removeprefix("FIXED_RATE_UNIT_").lower()
        start = f" from {rate.start_time.ToJsonString()}" if rate.HasField("start_time") else ""
        return f"every {rate.value} {unit}{'s'[: rate.value != 1]}{start}"
    return "on artifact" if automation.HasField("artifact") else "no schedule"
