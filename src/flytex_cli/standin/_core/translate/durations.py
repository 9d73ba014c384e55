"""`google.protobuf.Duration` of seconds and timedeltas."""

from __future__ import annotations

from datetime import timedelta

from google.protobuf.duration_pb2 import Duration


def to_duration(value: timedelta | int | None) -> Duration | None:
    """Return the duration; None stays unset."""
    if value is None:
        return None
    total = value.total_seconds() if isinstance(value, timedelta) else value
    seconds = int(total)
    return Duration(seconds=seconds, nanos=round((total - seconds) * 1_000_000_000))


def to_bound(value: timedelta | int | None) -> Duration | None:
    """Return the duration of a bound; zero means no bound, and stays unset as None does."""
    return to_duration(value) if value else None
