"""TRG004: a rate that is not a number of minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import UNTRANSLATED, Cover, Rule, Scope
from flytex_cli.lint.triggers import declared_triggers
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look at the interval."""
    for trigger in declared_triggers(task):
        rate = trigger.interval_minutes
        if trigger.kind == "FixedRate" and (isinstance(rate, bool) or not isinstance(rate, int) or rate <= 0):
            yield Hit(
                f"the rate is {rate if str(rate).startswith('timedelta') else repr(rate)}, not a positive whole number of minutes",
                task.at(*trigger.path, "automation", "interval_minutes"),
                field=f"{trigger.field}.automation",
                value=str(rate),
                fix=f"write FixedRate({_minutes(rate)}), in minutes",
            )


def _minutes(rate: object) -> int:
    """Return the minutes that were meant, as far as the value has some."""
    number = re.search(r"\d+(\.\d+)?", str(rate))
    return max(1, round(float(number[0]))) if number is not None and not isinstance(rate, bool) and rate != 0 else 5


TRG004 = Rule(
    code="TRG004",
    slug="bad-rate",
    severity=Severity.ERROR,
    summary="A FixedRate is not a positive whole number of minutes",
    why=(
        "Zero is accepted, but the scheduler's catch-up would not advance; a negative number, a fraction or "
        "a timedelta fails when the trigger is translated, without naming it."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("often", flyte.FixedRate(0), inputs={"at": "x"}))
async def fit(at: str) -> str:
    return at
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("often", flyte.FixedRate(5), inputs={"at": "x"}))
async def fit(at: str) -> str:
    return at
""",
    scope=Scope.TASK,
    check=check,
    covers=(
        UNTRANSLATED,
        Cover("CON001", r"triggers\[\d+\]\.automation_spec\.schedule\.rate\.value"),
    ),
)
