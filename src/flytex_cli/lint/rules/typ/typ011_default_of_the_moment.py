"""TYP011: a default that is another each time."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.moment import moment, why
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.project.places import Place
from flytex_cli.project.source import Function
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look at the default of each parameter of the task's function."""
    source = task.source
    if source is None or task.function is None:
        return
    for argument, default in _defaults(task.function):
        name = moment(source, default)
        if name is not None:
            yield Hit(
                f"the default of {argument.arg!r} comes from {name}, whose value is {why(name)}",
                Place(source.span(default), task.name),
                field=f"default_inputs.{argument.arg}",
                value=name,
                fix=f"make {argument.arg!r} optional with the default None, and take the value in the task's body",
            )


def _defaults(function: Function) -> Iterator[tuple[ast.arg, ast.expr]]:
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    yield from zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=True)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            yield argument, default


TYP011 = Rule(
    code="TYP011",
    slug="default-of-the-moment",
    severity=Severity.WARNING,
    summary="A default is the time, a random value or the machine of the deployment",
    why=(
        "The default is computed once, when the task is deployed, and is part of its spec: every run gets the time, "
        "the random number or the host of that deployment, and no two deployments are the same."
    ),
    bad="""
from datetime import datetime
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(at: datetime = datetime.now()) -> int:
    return at.year
""",
    good="""
from datetime import datetime
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(at: datetime | None = None) -> int:
    return (at or datetime.now()).year
""",
    scope=Scope.TASK,
    check=check,
)
