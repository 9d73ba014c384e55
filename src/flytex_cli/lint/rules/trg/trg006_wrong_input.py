"""TRG006: a trigger's input that the task cannot take."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import UNTRANSLATED, Rule, Scope
from flytex_cli.lint.triggers import declared_triggers
from flytex_cli.lint.wire_types import takes
from flytex_cli.project import Task
from flytex_cli.records import Severity

SIMPLE = {"int": (int,), "float": (float, int), "str": (str,), "bool": (bool,)}
"""Types whose values can be told apart in a trigger's inputs."""


def check(task: Task) -> Iterator[Hit]:
    """Compare names and values with the interface."""
    types = {parameter.name: parameter.type for parameter in task.facts.inputs}
    wire = _Wire(task)
    for trigger in declared_triggers(task):
        timed = [name for name, value in trigger.inputs.items() if value == {"trigger_time": True}]
        for name, value in trigger.inputs.items():
            problem = None
            if name not in types:
                problem, fix = (
                    f"binds {name!r}, which is not an input",
                    f"write one of {', '.join(types)}" if types else "drop it",
                )
            elif name in timed and not wire.takes_time(name, types[name]):
                problem, fix = (
                    f"binds {name!r} to its time, but {name!r} is of type {types[name]}",
                    "make the input a datetime",
                )
            elif name not in timed and not wire.takes(trigger.name, name, value, types[name]):
                problem, fix = (
                    f"binds {name!r} to {value!r}, but {name!r} is of type {types[name]}",
                    wire.wanted(name, types[name]),
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
                f"trigger {trigger.name!r} binds its time to {', '.join(map(repr, timed))}, and only {timed[-1]!r} gets it",
                task.at(*trigger.path, "inputs"),
                field=f"{trigger.field}.inputs",
                value=", ".join(timed),
                fix="bind it to one input",
                severity=Severity.WARNING,
            )


class _Wire:
    """What a task's inputs take, as its task spec and its triggers say; as they are declared, where there is none.

    The trigger is deployed with the value as it is; the run converts it to the type.
    """

    def __init__(self, task: Task) -> None:
        inputs = task.template.interface.inputs.variables if task.template is not None else ()
        self._kinds = {entry.key: entry.value.type for entry in inputs}
        self._values = {
            (trigger.name, literal.name): literal.value
            for trigger in (task.record.triggers if task.record is not None else ())
            for literal in trigger.spec.inputs.literals
        }

    def takes(self, trigger: str, name: str, value: object, kind: str) -> bool:
        literal = self._values.get((trigger, name))
        if literal is None or name not in self._kinds:
            return _fits(value, kind)
        return takes(self._kinds[name], literal)

    def takes_time(self, name: str, kind: str) -> bool:
        if name not in self._kinds:
            return kind not in SIMPLE
        from flyteidl2.core.literals_pb2 import Literal, Primitive, Scalar
        from google.protobuf.timestamp_pb2 import Timestamp

        return takes(self._kinds[name], Literal(scalar=Scalar(primitive=Primitive(datetime=Timestamp()))))

    def wanted(self, name: str, kind: str) -> str:
        values = self._kinds[name].enum_type.values if name in self._kinds else ()
        return f"give one of {', '.join(map(repr, values))}" if values else f"give a value of type {kind}"


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
    otherwise=(Severity.WARNING, "two inputs take the trigger's time"),
)
