"""TYP010: a union of classes that look alike."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.wire_types import alike
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Compare the schemas of a union's variants."""
    if task.template is None:
        return
    for variable in task.template.interface.inputs.variables:
        for one, other in alike(variable.value.type):
            yield Hit(
                f"{one} and {other} have the same fields: a value does not show which of them it is",
                task.at_parameter(variable.key),
                field=f"inputs.{variable.key}",
                value=f"{one} | {other}",
                fix="give each a field that tells it, as kind: Literal[...]",
            )


TYP010 = Rule(
    code="TYP010",
    slug="ambiguous-union",
    severity=Severity.WARNING,
    summary="A union has two classes with the same fields",
    why=(
        "A value carries only its fields. When the task runs, the first class that fits is taken, or the "
        "value is refused as ambiguous."
    ),
    bad="""
import flyte
from dataclasses import dataclass

@dataclass
class Metres:
    length: float

@dataclass
class Miles:
    length: float

env = flyte.TaskEnvironment("train")

@env.task
async def fit(distance: Metres | Miles) -> float:
    return distance.length
""",
    good="""
import flyte
from dataclasses import dataclass

@dataclass
class Metres:
    metres: float

@dataclass
class Miles:
    miles: float

env = flyte.TaskEnvironment("train")

@env.task
async def fit(distance: Metres | Miles) -> float:
    return 1.0
""",
    scope=Scope.TASK,
    check=check,
)
