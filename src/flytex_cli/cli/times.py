"""Times on the command line."""

from __future__ import annotations

import re
from datetime import datetime

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
