"""TYP001: a parameter without a type."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look at the function as written."""
    if task.function is None or task.source is None:
        return
    arguments = task.function.args
    for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        if argument.annotation is None:
            yield Hit(
                f"{argument.arg} has no annotation, so it is pickled",
                task.at_parameter(argument.arg),
                field=f"inputs.{argument.arg}",
                value=argument.arg,
                fix=f"write {argument.arg}: int, or whatever it is",
            )


TYP001 = Rule(
    code="TYP001",
    slug="no-annotation",
    severity=Severity.WARNING,
    summary="A parameter of a task has no annotation, so it is pickled",
    why=(
        "The value crosses the wire as a pickle: readable only by the same Python version and the same "
        "classes, without a form in the console. A stray `self` is one more input."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
)
