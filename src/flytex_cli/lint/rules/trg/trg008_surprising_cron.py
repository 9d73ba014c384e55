"""TRG008: a cron expression that fires more often than it reads."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.triggers import declared_triggers
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look at the fields as written."""
    for trigger in declared_triggers(task):
        fields = (trigger.expression or "").split()
        if len(fields) != 5:
            continue
        if all(not field.startswith(("*", "?")) for field in (fields[2], fields[4])):
            yield Hit(
                f"the cron {trigger.expression!r} fires when the day of the month or the weekday matches",
                task.at(*trigger.path, "automation", "expression"),
                field=f"{trigger.field}.automation",
                value=trigger.expression,
                fix="set one of them, and * for the other",
            )


TRG008 = Rule(
    code="TRG008",
    slug="surprising-cron",
    severity=Severity.WARNING,
    summary="A cron expression sets both the day of the month and the weekday",
    why=("With both set, cron fires when either matches: `0 0 1 * 1` is the first of the month and every Monday."),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("monthly", flyte.Cron("0 0 1 * 1"), inputs={"at": "x"}))
async def fit(at: str) -> str:
    return at
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("monthly", flyte.Cron("0 0 1 * *"), inputs={"at": "x"}))
async def fit(at: str) -> str:
    return at
""",
    scope=Scope.TASK,
    check=check,
)
