"""TYP006: a task that yields."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.project.bodies import own_nodes
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look for `yield` in the function itself."""
    if task.function is None or task.source is None or not task.source.of(ast.Yield, ast.YieldFrom):
        return
    for node in own_nodes(task.function):
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            yield Hit(
                f"{task.function.name} yields, so a call of it gives a generator",
                task.project.place(task.source, node),
                field="outputs",
                fix="collect the values and return a list",
            )
            return


TYP006 = Rule(
    code="TYP006",
    slug="generator-task",
    severity=Severity.ERROR,
    summary="A task is a generator",
    why=('A call of it gives a generator, which cannot be converted to an output: the run fails with "cannot pickle".'),
    bad="""
import flyte
from collections.abc import Iterator

env = flyte.TaskEnvironment("train")

@env.task
def steps(epochs: int) -> list[int]:
    yield epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
def steps(epochs: int) -> list[int]:
    return [epochs]
""",
    scope=Scope.TASK,
    check=check,
)
