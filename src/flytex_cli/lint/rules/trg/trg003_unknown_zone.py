"""TRG003: a time zone that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.triggers import declared_triggers
from flytex_cli.project import Task
from flytex_cli.records import Severity
from flytex_cli.schedule.errors import ZoneError, ZonesMissingError
from flytex_cli.schedule.zones import to_zone


def check(task: Task) -> Iterator[Hit]:
    """Load each zone."""
    for trigger in declared_triggers(task):
        if trigger.timezone is None:
            continue
        try:
            to_zone(trigger.timezone)
        except ZonesMissingError:
            return
        except ZoneError as error:
            yield Hit(
                f"the time zone {trigger.timezone!r} is unknown",
                task.at(*trigger.path, "automation", "timezone"),
                field=f"{trigger.field}.automation",
                value=trigger.timezone,
                fix=error.hint or 'write an IANA name, as "Europe/Berlin" or "UTC"',
            )


TRG003 = Rule(
    code="TRG003",
    slug="unknown-zone",
    severity=Severity.ERROR,
    summary="A trigger's time zone is unknown",
    why=("The backend loads the zone by its IANA name when the trigger is deployed, and refuses an unknown one."),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("daily", flyte.Cron("0 6 * * *", timezone="Europe/Berlim"), inputs={"at": "x"}))
async def fit(at: str) -> str:
    return at
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("daily", flyte.Cron("0 6 * * *", timezone="Europe/Berlin"), inputs={"at": "x"}))
async def fit(at: str) -> str:
    return at
""",
    scope=Scope.TASK,
    check=check,
)
