"""TRG001: a cron expression that the backend cannot read."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.lint.triggers import declared_triggers
from flytex_cli.project import Task
from flytex_cli.records import Severity
from flytex_cli.schedule.cron import parse_cron
from flytex_cli.schedule.errors import CronError, ZoneError, ZonesMissingError


def check(task: Task) -> Iterator[Hit]:
    """Parse each as the backend does."""
    for trigger in declared_triggers(task):
        if trigger.expression is None:
            continue
        try:
            parse_cron(trigger.expression, trigger.timezone or "UTC")
        except (ZoneError, ZonesMissingError):  # TRG003
            continue
        except CronError as error:
            yield Hit(
                f"the cron {trigger.expression!r} cannot be read: {error.message}",
                task.at(*trigger.path, "automation", "expression"),
                field=f"{trigger.field}.automation",
                value=trigger.expression,
                fix=error.hint or "write five fields: minute hour day month weekday",
            )


TRG001 = Rule(
    code="TRG001",
    slug="bad-cron",
    severity=Severity.ERROR,
    summary="A cron expression is not one that Flyte's backend understands",
    why=(
        "The SDK accepts any text; deploying the trigger fails. The grammar is that of robfig/cron: five "
        "fields, weekdays 0 to 6, names, ranges, steps, `?`, and `@daily`, `@every 1h30m`; no seconds, no "
        "`7`, `L`, `W` or `#`."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("often", flyte.Cron("* * * *"), inputs={"at": "x"}))
async def fit(at: str) -> str:
    return at
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("often", flyte.Cron("0 * * * *"), inputs={"at": "x"}))
async def fit(at: str) -> str:
    return at
""",
    scope=Scope.TASK,
    check=check,
    covers=(Cover("CON001", r"triggers\[\d+\]\.automation_spec\.schedule\.cron\..*"),),
)
