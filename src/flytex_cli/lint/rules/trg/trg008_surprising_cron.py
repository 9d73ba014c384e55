"""TRG008: a cron expression that fires at other times than it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.triggers import declared_triggers
from flytex_cli.project import Task
from flytex_cli.records import Severity

RANGES = (
    ("minute", range(60)),
    ("hour", range(24)),
    ("day of the month", range(1, 32)),
    ("month", range(1, 13)),
    ("weekday", range(7)),
)
"""The fields of an expression, and the values of each."""


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
        for field, (name, values) in zip(fields, RANGES, strict=True):
            step = re.fullmatch(r"\*/(\d+)", field)
            if step is not None and int(step[1]) > max(values):
                yield Hit(
                    f"the cron {trigger.expression!r} steps by {step[1]} in the {name}, which has {len(values)} values: only "
                    "the first one matches",
                    task.at(*trigger.path, "automation", "expression"),
                    field=f"{trigger.field}.automation",
                    value=trigger.expression,
                    fix=_rate(name, int(step[1])),
                )


def _rate(name: str, step: int) -> str:
    """Write the rate that was meant; a step of months or weekdays has none."""
    minutes = {"minute": step, "hour": step * 60, "day of the month": step * 1440}.get(name)
    return f"write FixedRate({minutes})" if minutes else "write the values that are meant"


TRG008 = Rule(
    code="TRG008",
    slug="surprising-cron",
    severity=Severity.WARNING,
    summary="A cron expression fires at other times than it reads",
    why=(
        "With both the day of the month and the weekday set, cron fires when either matches: `0 0 1 * 1` is the first of "
        "the month and every Monday. A step starts anew with each hour, day or month: `*/90 * * * *` is every hour."
    ),
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
