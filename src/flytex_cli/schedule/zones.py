"""Time zones by name, as the backend loads them."""

from __future__ import annotations

import difflib
from datetime import timezone, tzinfo

from flytex_cli.schedule.errors import ZoneError, ZonesMissingError


def to_zone(name: str) -> tzinfo:
    """Return the zone of an IANA name; none at all is UTC.

    Raises:
        ZoneError: there is no such zone.
        ZonesMissingError: this machine has no time zone database.
    """
    if name in ("", "UTC"):
        return timezone.utc
    import zoneinfo

    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # not there, an unsafe path, a folder
        known = sorted(zoneinfo.available_timezones())
    if not known:
        raise ZonesMissingError(
            f"this machine has no time zone database, so flytex cannot check {name!r}", hint="pip install tzdata"
        )
    spelt = {each.lower(): each for each in known}
    near = spelt.get(name.lower()) or next(iter(difflib.get_close_matches(name, known, n=1)), None)
    raise ZoneError(
        f"there is no time zone {name!r}" + (f"; did you mean {near}?" if near else ""),
        hint="write an IANA name such as Europe/Berlin",
    )
