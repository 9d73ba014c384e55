"""The cron grammar of Flyte's backend (robfig/cron v3), and when an expression fires."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flytex_cli.schedule.cron import Cron, parse_cron
from flytex_cli.schedule.descriptors import Every
from flytex_cli.schedule.errors import CronError, ZoneError, ZonesMissingError

NOW = datetime(2025, 3, 28, 12, 0, tzinfo=timezone.utc)  # a Friday, two days before Europe's clocks go forward


def fires(expression: str, zone: str = "UTC", count: int = 3, now: datetime = NOW) -> list[str]:
    cron, times = parse_cron(expression, zone), []
    moment: datetime | None = now
    for _ in range(count):
        assert moment is not None
        if (moment := cron.after(moment)) is None:
            break
        times.append(moment.isoformat()[:16] + moment.strftime("%z"))
    return times


@pytest.mark.parametrize(
    ("expression", "times"),
    [
        ("0 9 * * *", ["2025-03-29T09:00+0000", "2025-03-30T09:00+0000", "2025-03-31T09:00+0000"]),
        ("*/20 * * * *", ["2025-03-28T12:20+0000", "2025-03-28T12:40+0000", "2025-03-28T13:00+0000"]),
        ("50/5 12 * * ?", ["2025-03-28T12:50+0000", "2025-03-28T12:55+0000", "2025-03-29T12:50+0000"]),
        ("0 0 * * MON", ["2025-03-31T00:00+0000", "2025-04-07T00:00+0000", "2025-04-14T00:00+0000"]),
        ("0 0 * * sun,Sat", ["2025-03-29T00:00+0000", "2025-03-30T00:00+0000", "2025-04-05T00:00+0000"]),
        ("0 8-10/2 * * 1-5", ["2025-03-31T08:00+0000", "2025-03-31T10:00+0000", "2025-04-01T08:00+0000"]),
        ("0 0 1 jan,JUL *", ["2025-07-01T00:00+0000", "2026-01-01T00:00+0000", "2026-07-01T00:00+0000"]),
        ("0 0 29 2 *", ["2028-02-29T00:00+0000", "2032-02-29T00:00+0000"]),
        # Both day fields restricted: either is enough. One of them a star, even */1: both must match.
        ("0 0 1 * MON", ["2025-03-31T00:00+0000", "2025-04-01T00:00+0000", "2025-04-07T00:00+0000"]),
        ("0 0 */1 * MON", ["2025-03-31T00:00+0000", "2025-04-07T00:00+0000", "2025-04-14T00:00+0000"]),
        ("0 0 */2 * MON", ["2025-03-29T00:00+0000", "2025-03-31T00:00+0000", "2025-04-01T00:00+0000"]),
        ("@hourly", ["2025-03-28T13:00+0000", "2025-03-28T14:00+0000", "2025-03-28T15:00+0000"]),
        ("@midnight", ["2025-03-29T00:00+0000", "2025-03-30T00:00+0000", "2025-03-31T00:00+0000"]),
        ("@weekly", ["2025-03-30T00:00+0000", "2025-04-06T00:00+0000", "2025-04-13T00:00+0000"]),
        ("@monthly", ["2025-04-01T00:00+0000", "2025-05-01T00:00+0000", "2025-06-01T00:00+0000"]),
        ("@annually", ["2026-01-01T00:00+0000", "2027-01-01T00:00+0000", "2028-01-01T00:00+0000"]),
        (" 0   9 * * *\t", ["2025-03-29T09:00+0000", "2025-03-30T09:00+0000", "2025-03-31T09:00+0000"]),
        ("0,,+5, 9 * * *", ["2025-03-29T09:00+0000", "2025-03-29T09:05+0000", "2025-03-30T09:00+0000"]),
    ],
)
def test_an_expression_fires(expression, times):
    """The next times after a moment, strictly later than it."""
    assert fires(expression, count=len(times)) == times


def test_a_skipped_time_is_skipped_and_a_repeated_one_fires_twice():
    """The clocks of Berlin go from 2:00 to 3:00 on 2025-03-30, and from 3:00 back to 2:00 on 2025-10-26."""
    assert fires("30 2 * * *", "Europe/Berlin") == [
        "2025-03-29T02:30+0100",
        "2025-03-31T02:30+0200",
        "2025-04-01T02:30+0200",
    ]
    october = datetime(2025, 10, 25, 12, 0, tzinfo=timezone.utc)
    assert fires("30 2 * * *", "Europe/Berlin", now=october) == [
        "2025-10-26T02:30+0200",
        "2025-10-26T02:30+0100",
        "2025-10-27T02:30+0100",
    ]


def test_a_midnight_that_does_not_exist_is_skipped():
    """In Asuncion 2024-10-06 began at 1:00."""
    october = datetime(2024, 10, 5, 12, 0, tzinfo=timezone.utc)
    assert fires("0 0 * * *", "America/Asuncion", count=1, now=october) == ["2024-10-07T00:00-0300"]
    assert fires("0 1 * * *", "America/Asuncion", count=1, now=october) == ["2024-10-06T01:00-0300"]


@pytest.mark.parametrize("expression", ["0 0 31 2 *", "0 0 30 feb *", "0 0 31 4,6,9,11 *", ", * * * *"])
def test_what_never_fires(expression):
    """Parses, and matches no date (the backend's own search ends after five years)."""
    cron = parse_cron(expression)
    assert (cron.never, cron.after(NOW)) == (True, None)


@pytest.mark.parametrize("expression", ["0 0 29 2 *", "0 0 31 2 MON", "* * * * *", "@every 1s"])
def test_what_fires_some_day(expression):
    """A leap day, and a weekday beside a day of month that never comes, are some day."""
    assert not parse_cron(expression).never


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1h30m", 5400), ("90s", 90), ("1.5h", 5400), ("100ms", 1), ("1500ms", 1), ("-5m", 1), ("0", 1), ("2m.5s", 120)],
)
def test_every_takes_a_duration_of_go(text, seconds):
    """Fractions of a second are cut off; less than a second is a second."""
    assert parse_cron(f"@every {text}") == Every(timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("", "has 0 fields, not 5"),
        ("* * * *", "has 4 fields, not 5"),
        ("0 0 9 * * *", "has 6 fields, not 5"),
        ("60 * * * *", "the minute '60' is outside 0-59"),
        ("* 24 * * *", "the hour '24' is outside 0-23"),
        ("* * 0 * *", "the day of month '0' is outside 1-31"),
        ("* * * 13 *", "the month '13' is outside 1-12"),
        ("* * * * 7", "the day of week '7' is outside 0-6"),
        ("* * * * MON-SUN", "the day of week 'MON-SUN' begins after its end"),
        ("* * L * *", "the day of month 'L' is not a number"),
        ("* * 15W * *", "the day of month '15W' is not a number"),
        ("* * * * 5#2", "the day of week '5#2' is not a number or a name"),
        ("* * * * monday", "the day of week 'monday' is not a number or a name"),
        ("*/0 * * * *", "the minute '*/0' has a step that is not a positive number"),
        ("*/x * * * *", "the minute '*/x' has a step that is not a positive number"),
        ("1/2/3 * * * *", "the minute '1/2/3' is not a range"),
        ("1-2-3 * * * *", "the minute '1-2-3' is not a range"),
        ("-5 * * * *", "the minute '-5' is not a number"),
        ("٣ * * * *", "the minute '٣' is not a number"),
        ("@Daily", "unknown schedule '@Daily'"),
        ("@reboot", "unknown schedule '@reboot'"),
        ("@every 5", "'5' in '@every 5' is not a duration"),
        ("@every", "unknown schedule '@every'"),
        ("@every 1d", "'1d' in '@every 1d' is not a duration"),
        ("CRON_TZ=Europe/Berlin 0 9 * * *", "names a time zone, and the trigger has one already ('UTC')"),
    ],
)
def test_what_the_backend_refuses_is_refused_with_a_way_to_mend_it(expression, message):
    """Each message quotes the item, each error has a hint."""
    with pytest.raises(CronError) as caught:
        parse_cron(expression)
    assert message in caught.value.message
    assert caught.value.hint


def test_a_zone_may_be_in_the_expression_where_the_trigger_has_none():
    """As in messages of old releases, which have the expression alone."""
    assert fires("CRON_TZ=Asia/Tokyo 0 9 * * *", "", count=1) == ["2025-03-29T09:00+0900"]
    assert fires("0 9 * * *", "", count=1) == ["2025-03-29T09:00+0000"]


@pytest.mark.parametrize(
    ("zone", "near"), [("europe/berlin", "Europe/Berlin"), ("Europe/Berln", "Europe/Berlin"), ("Europe", None)]
)
def test_an_unknown_zone_is_refused(zone, near):
    """With the nearest name."""
    with pytest.raises(ZoneError) as caught:
        parse_cron("0 9 * * *", zone)
    assert repr(zone) in caught.value.message
    assert near is None or near in caught.value.message


def test_a_machine_without_zones_says_so(monkeypatch):
    """Instead of calling every zone unknown."""
    import zoneinfo

    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    with pytest.raises(ZonesMissingError) as caught:
        parse_cron("0 9 * * *", "Nowhere/At_All")
    assert caught.value.hint == "pip install tzdata"
    assert fires("0 9 * * *", "UTC", count=1) == ["2025-03-29T09:00+0000"]


@given(
    st.lists(st.integers(0, 59), min_size=1, max_size=3),
    st.lists(st.integers(0, 23), min_size=1, max_size=3),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"]),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(timezone.utc)),
)
def test_fire_times_ascend_and_match(minutes, hours, zone, moment):
    """Each is later than the last, on a whole minute that the fields name, and none lies between."""
    cron = parse_cron(f"{','.join(map(str, minutes))} {','.join(map(str, hours))} * * *", zone)
    assert isinstance(cron, Cron)
    for _ in range(3):
        following = cron.after(moment)
        assert following is not None
        assert following > moment
        assert (following.minute in minutes, following.hour in hours, following.second) == (True, True, 0)
        moment = following
