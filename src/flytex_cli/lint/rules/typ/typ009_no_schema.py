"""TYP009: a dataclass without a schema."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.wire_types import without_schema
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look for structs of dataclasses and models without their schema."""
    if task.template is None:
        return
    types = {parameter.name: parameter.type for parameter in (*task.facts.inputs, *task.facts.outputs)}
    for side in ("inputs", "outputs"):
        for variable in getattr(task.template.interface, side).variables:
            if without_schema(variable.value.type):
                yield Hit(
                    f"{side[:-1]} {variable.key} has no schema: Flyte knows no type for some field of it",
                    task.at_parameter(variable.key) if side == "inputs" else task.at_returns,
                    field=f"{side}.{variable.key}",
                    value=types.get(variable.key),
                    fix="give every field a type that Flyte knows, List[str] instead of List",
                )


TYP009 = Rule(
    code="TYP009",
    slug="no-schema",
    severity=Severity.WARNING,
    summary="A dataclass has a field without a schema, so the whole of it has none",
    why=(
        "The SDK logs an error and sends an untyped struct: the console shows no form for it, and nothing "
        "checks a value before the task fails on it."
    ),
    bad="""
import flyte
from dataclasses import dataclass
from typing import List

@dataclass
class Settings:
    models: List

env = flyte.TaskEnvironment("train")

@env.task
async def fit(settings: Settings) -> int:
    return 1
""",
    good="""
import flyte
from dataclasses import dataclass
from typing import List

@dataclass
class Settings:
    models: List[str]

env = flyte.TaskEnvironment("train")

@env.task
async def fit(settings: Settings) -> int:
    return 1
""",
    scope=Scope.TASK,
    check=check,
)
