"""TRG006: a trigger's input that the task cannot take."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import UNTRANSLATED, Rule, Scope
from flytex_cli.lint.triggers import declared_triggers
from flytex_cli.project import Task
from flytex_cli.records import Severity

SIMPLE = {"int": (int,), "float": (float, int), "str": (str,), "bool": (bool,)}
"""Types whose values can be told apart in a trigger's inputs."""


def check(task: Task) -> Iterator[Hit]:
    """Compare names and values with the interface."""
    types = {parameter.name: parameter.type for parameter in task.facts.inputs}
    for trigger in declared_triggers(task):
        timed = [name for name, value in trigger.inputs.items() if value == {"trigger_time": True}]
        for name, value in trigger.inputs.items():
            problem = None
            if name not in types:
                problem, fix = (
                    f"binds {name!r}, which is not an input",
                    f"write one of {', '.join(types)}" if types else "drop it",
                )
            elif name in timed and types[name] in SIMPLE:
                problem, fix = (
                    f"binds {name} to its time, but {name} is of type {types[name]}",
                    "make the input a datetime",
                )
            elif name not in timed and not _fits(value, types[name]):
                problem, fix = (
                    f"binds {name} to {value!r}, but {name} is of type {types[name]}",
                    f"give a value of type {types[name]}",
                )
            if problem is not None:
                yield Hit(
                    f"trigger {trigger.name!r} {problem}",
                    task.at(*trigger.path, "inputs", name),
                    field=f"{trigger.field}.inputs.{name}",
                    value=str(value),
                    fix=fix,
                )
        if len(timed) > 1:
            yield Hit(
                f"trigger {trigger.name!r} binds its time to {', '.join(timed)}, and only {timed[-1]} gets it",
                task.at(*trigger.path, "inputs"),
                field=f"{trigger.field}.inputs",
                value=", ".join(timed),
                fix="bind it to one input",
                severity=Severity.WARNING,
            )


def _fits(value: object, kind: str) -> bool:
    if kind not in SIMPLE:
        return True
    return isinstance(value, SIMPLE[kind]) and (kind == "bool" or not isinstance(value, bool))


TRG006 = Rule(
    code="TRG006",
    slug="wrong-trigger-input",
    severity=Severity.ERROR,
    summary="A trigger binds an input that the task does not have, or a value of another type",
    why=(
        "An unknown name stops the deployment. A value of another type, or the trigger's time for something other than a datetime, is accepted, and every run fails on it; of two inputs that take the time one "
        "gets it."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("daily", flyte.Cron("0 6 * * *"), inputs={"epochs": "ten"}))
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("daily", flyte.Cron("0 6 * * *"), inputs={"epochs": 10}))
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
    covers=(UNTRANSLATED,),
)
