"""TRG002: a cron expression that never fires."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.triggers import declared_triggers
from flytex_cli.project import Task
from flytex_cli.records import Severity
from flytex_cli.schedule.cron import Cron, parse_cron
from flytex_cli.schedule.errors import CronError


def check(task: Task) -> Iterator[Hit]:
    """Look for a date in the years ahead."""
    for trigger in declared_triggers(task):
        try:
            cron = parse_cron(trigger.expression) if trigger.expression is not None else None
        except CronError:
            continue
        if isinstance(cron, Cron) and cron.never:
            yield Hit(
                f"the cron {trigger.expression!r} matches no date",
                task.at(*trigger.path, "automation", "expression"),
                field=f"{trigger.field}.automation",
                value=trigger.expression,
                fix="write a day that the month has",
            )


TRG002 = Rule(
    code="TRG002",
    slug="never-fires",
    severity=Severity.ERROR,
    summary="A cron expression matches no date",
    why="`0 0 31 2 *` is read without an error. The trigger is deployed, shown as active, and never fires.",
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("monthly", flyte.Cron("0 0 31 2 *"), inputs={"at": "x"}))
async def fit(at: str) -> str:
    return at
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("monthly", flyte.Cron("0 0 28 2 *"), inputs={"at": "x"}))
async def fit(at: str) -> str:
    return at
""",
    scope=Scope.TASK,
    check=check,
)
