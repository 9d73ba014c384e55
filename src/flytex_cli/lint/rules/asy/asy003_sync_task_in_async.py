"""ASY003: a sync task called from async code."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.calls import Form, is_async, short_name, task_calls, task_functions
from flytex_cli.project.source import Source
from flytex_cli.records import Severity


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look at plain calls in the async functions of tasks: elsewhere there is no run, and the function is called."""
    project, source = subject
    functions = task_functions(project, source)
    for call in task_calls(source):
        is_async_task = call.function in functions and isinstance(call.function, ast.AsyncFunctionDef)
        if call.form is Form.CALL and is_async_task and is_async(project, call.callee) is False:
            yield Hit(
                f"{short_name(call.callee)} is a sync task, called from an async task",
                project.place(source, call.node),
                value=ast.unparse(call.node),
                fix=f"write await {ast.unparse(call.node.func)}.aio(...)",
            )


ASY003 = Rule(
    code="ASY003",
    slug="sync-task-in-async",
    severity=Severity.ERROR,
    summary="A sync task is called from an async task without .aio",
    why=(
        "The SDK refuses the call when it is made; before SDK 2.10 it could hang the Pod. `.aio` runs a sync "
        "task in async code."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
def child(x: int) -> int:
    return x

@env.task
async def parent(x: int) -> int:
    return child(x)
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
def child(x: int) -> int:
    return x

@env.task
async def parent(x: int) -> int:
    return await child.aio(x)
""",
    scope=Scope.SOURCE,
    check=check,
)
