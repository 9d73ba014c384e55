"""ASY005: a blocking map in an async task."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.calls import Form, task_calls, task_functions
from flytex_cli.project.source import Source
from flytex_cli.records import Severity


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look at maps in the async functions of tasks."""
    project, source = subject
    functions = task_functions(project, source)
    for call in task_calls(source):
        is_async_task = call.function in functions and isinstance(call.function, ast.AsyncFunctionDef)
        is_blocking = not (isinstance(call.node.func, ast.Attribute) and call.node.func.attr == "aio")
        if call.form is Form.MAP and is_async_task and is_blocking:
            yield Hit(
                "flyte.map blocks the event loop of this async task",
                project.place(source, call.node.func),
                value=ast.unparse(call.node),
                fix="write async for ... in flyte.map.aio(...)",
            )


ASY005 = Rule(
    code="ASY005",
    slug="blocking-map",
    severity=Severity.INFO,
    summary="flyte.map is used in an async task, where flyte.map.aio belongs",
    why=(
        "`flyte.map` blocks the event loop while it waits; a local run of it in an async task ends with deadlock errors. How it behaves on a cluster was not measured, so the rule is off by default."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def child(x: int) -> int:
    return x

@env.task
async def parent(x: int) -> int:
    return sum(flyte.map(child, [x]))
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def child(x: int) -> int:
    return x

@env.task
async def parent(x: int) -> int:
    return sum([value async for value in flyte.map.aio(child, [x])])
""",
    scope=Scope.SOURCE,
    check=check,
    default=False,
)
