"""TRG005: an input that a trigger leaves open."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.triggers import declared_triggers
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Compare the bound inputs with those that have no default; an artifact's trigger binds through its own values."""
    required = {parameter.name: parameter.type for parameter in task.facts.inputs if parameter.default is None}
    for trigger in declared_triggers(task):
        if not trigger.fires:
            continue
        open_inputs = [name for name in required if name not in trigger.inputs]
        if open_inputs:
            first = open_inputs[0]
            value = "flyte.TriggerTime" if required[first].rpartition(".")[2] == "datetime" else "..."
            yield Hit(
                f"trigger {trigger.name!r} does not bind {', '.join(map(repr, open_inputs))}",
                task.at(*trigger.path),
                field=f"{trigger.field}.inputs",
                value=", ".join(open_inputs),
                fix=f'write inputs={{"{first}": {value}}}, or give {first!r} a default',
            )


TRG005 = Rule(
    code="TRG005",
    slug="unbound-input",
    severity=Severity.ERROR,
    summary="A required input of the task is not bound by its trigger",
    why="The trigger is deployed, and every run that it starts fails for the missing input.",
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("daily", flyte.Cron("0 6 * * *")))
async def fit(at: str) -> str:
    return at
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("daily", flyte.Cron("0 6 * * *"), inputs={"at": "x"}))
async def fit(at: str) -> str:
    return at
""",
    scope=Scope.TASK,
    check=check,
)
