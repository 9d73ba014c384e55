"""TRG007: two triggers of one name."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.triggers import declared_triggers
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Compare the names; one Trigger on several tasks is fine."""
    seen: set[str] = set()
    for trigger in declared_triggers(task):
        if trigger.name in seen:
            yield Hit(
                f"another trigger is named {trigger.name!r} too, and only the last one is kept",
                task.at(*trigger.path),
                field=f"{trigger.field}.name",
                value=trigger.name,
                fix="rename one of them",
            )
        seen.add(trigger.name)


TRG007 = Rule(
    code="TRG007",
    slug="one-trigger-twice",
    severity=Severity.ERROR,
    summary="Two triggers of a task have the same name",
    why="The backend keeps triggers by task and name: the second one silently replaces the first one.",
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=[flyte.Trigger("daily", flyte.Cron("0 6 * * *"), inputs={"at": "x"}), flyte.Trigger("daily", flyte.Cron("0 18 * * *"), inputs={"at": "y"})])
async def fit(at: str) -> str:
    return at
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=[flyte.Trigger("early", flyte.Cron("0 6 * * *"), inputs={"at": "x"}), flyte.Trigger("late", flyte.Cron("0 18 * * *"), inputs={"at": "y"})])
async def fit(at: str) -> str:
    return at
""",
    scope=Scope.TASK,
    check=check,
)
