"""Times on the command line."""

from __future__ import annotations

import re
from datetime import datetime, timezone

from flytex_cli.errors import OptionError

YEARS = range(1970, 3000)
"""Those in which the next times of a schedule, in any zone, are times that Python has."""


def read_time(text: str) -> datetime | None:
    """Return the time that a text in ISO 8601 is, without a zone if it names none; None if it is no time of `YEARS`."""
    try:
        # Before Python 3.11 a `Z` is not understood.
        time = datetime.fromisoformat(re.sub(r"[Zz]$", "+00:00", text))
    except ValueError:
        return None
    return time if time.year in YEARS else None


def moment(text: str | None) -> datetime | None:
    """Return the time of --at; one without a zone is UTC.

    Raises:
        UsageError: it is not a time.
    """
    if text is None:
        return None
    if text == "now":
        return datetime.now(timezone.utc).replace(microsecond=0)
    moment = read_time(text)
    if moment is None:
        raise OptionError("--at", f"{text!r} is not a time from 1970 to 2999", hint="write now, or 2026-01-31T12:00Z")
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=timezone.utc)
