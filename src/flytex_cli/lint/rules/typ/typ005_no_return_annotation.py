"""TYP005: a value returned without an annotation."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.project.bodies import own_nodes
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look for `return` with a value in the function itself, not in those defined within."""
    function = task.function
    if function is None or task.source is None or function.returns is not None:
        return
    for node in own_nodes(function):
        if isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
            yield Hit(
                f"a value is returned, but {function.name} has no return annotation",
                task.project.place(task.source, node),
                field="outputs",
                value=ast.unparse(node.value),
                fix=f"annotate it: def {function.name}(...) -> int:",
            )
            return


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


TYP005 = Rule(
    code="TYP005",
    slug="no-return-annotation",
    severity=Severity.ERROR,
    summary="A task returns a value, but its return type is not annotated",
    why=(
        "Without an annotation the task has no outputs. The run fails at its very end, when the value is to "
        "be converted."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int):
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
