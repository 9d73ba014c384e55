"""TYP005: a value returned without an annotation."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.project import Task
from flytex_cli.project.bodies import own_nodes
from flytex_cli.project.source import Function
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look for `return` with a value in the function itself, not in those defined within."""
    function = task.function
    if function is None or task.source is None or function.returns is not None:
        return
    for node in own_nodes(function):
        if isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
            yield Hit(
                f"a value is returned, but {function.name!r} has no return annotation",
                task.project.place(task.source, node),
                field="outputs",
                value=ast.unparse(node.value),
                fix=f"annotate it: def {function.name}(...) -> {_type(function, node.value)}:",
            )
            return


def _type(function: Function, value: ast.expr) -> str:
    """Return the type of a returned value where it is plain to see."""
    if isinstance(value, ast.Constant):
        return type(value.value).__name__
    arguments = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    given = {each.arg: each.annotation for each in arguments if each.annotation is not None}
    if isinstance(value, ast.Name) and value.id in given:
        return ast.unparse(given[value.id])
    kinds = {ast.JoinedStr: "str", ast.List: "list[...]", ast.ListComp: "list[...]", ast.Dict: "dict[str, ...]"}
    return kinds.get(type(value), "...")


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
    covers=(Cover("CAC005"),),
)
