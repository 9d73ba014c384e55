"""The fire times of a trigger's schedule message."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from flyteidl2.task import common_pb2

from flytex_cli.schedule.errors import CronError, ScheduleError
from flytex_cli.schedule.fires import fire_times

NOW = datetime(2025, 3, 28, 12, 0, tzinfo=timezone.utc)
MINUTE, DAY = 1, 3


def rate(value: int, unit: Any, start: datetime | None = None) -> common_pb2.Schedule:
    message = common_pb2.Schedule(rate=common_pb2.FixedRate(value=value, unit=unit))
    if start is not None:
        message.rate.start_time.FromDatetime(start)
    return message


def test_a_cron_fires_in_its_zone():
    """Five times, unless told otherwise."""
    cron = common_pb2.Schedule(cron=common_pb2.Cron(expression="0 9 * * *", timezone="Asia/Tokyo"))
    times = fire_times(cron, NOW)
    assert times is not None
    assert len(times) == 5
    assert times[0].isoformat() == "2025-03-29T09:00:00+09:00"
    old = common_pb2.Schedule(cron_expression="0 9 * * *")
    assert [str(time) for time in fire_times(old, NOW, 1) or ()] == ["2025-03-29 09:00:00+00:00"]


@pytest.mark.parametrize(
    ("start", "first"),
    [
        (NOW + timedelta(minutes=3), NOW + timedelta(minutes=3)),
        (NOW, NOW + timedelta(minutes=10)),
        (NOW - timedelta(minutes=25), NOW + timedelta(minutes=5)),
        (NOW - timedelta(minutes=20), NOW + timedelta(minutes=10)),
    ],
)
def test_a_fixed_rate_counts_from_its_start(start, first):
    """The start itself is the first, if it is still to come."""
    times = fire_times(rate(10, MINUTE, start), NOW, 2)
    assert times == [first, first + timedelta(minutes=10)]


def test_a_rate_without_a_start_is_not_known_beforehand():
    """It is counted from the activation, as is @every."""
    assert fire_times(rate(2, DAY), NOW) is None
    assert fire_times(common_pb2.Schedule(cron=common_pb2.Cron(expression="@every 1h", timezone="UTC")), NOW) is None
    assert fire_times(common_pb2.Schedule(), NOW) is None


def test_what_the_backend_refuses_is_an_error():
    """A rate of nothing, a cron of another dialect."""
    with pytest.raises(ScheduleError):
        fire_times(rate(0, MINUTE), NOW)
    with pytest.raises(CronError):
        fire_times(common_pb2.Schedule(cron=common_pb2.Cron(expression="0 9 * * 7")), NOW)


def test_a_schedule_that_never_fires_has_no_times():
    """Unlike one whose times are not known."""
    never = common_pb2.Schedule(cron=common_pb2.Cron(expression="0 0 31 2 *", timezone="UTC"))
    assert fire_times(never, NOW) == []
