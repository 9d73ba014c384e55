"""What is wrong with a schedule."""

from __future__ import annotations

from flytex_cli.errors import FlytexError


class ScheduleError(FlytexError):
    """The backend refuses the schedule, or this machine cannot reckon with it."""


class CronError(ScheduleError):
    """A cron expression that the backend cannot parse: the deployment fails."""


class ZoneError(ScheduleError):
    """A time zone that the backend does not know: the deployment fails."""


class ZonesMissingError(ScheduleError):
    """This machine has no time zone database: nothing can be said about any zone but UTC."""
