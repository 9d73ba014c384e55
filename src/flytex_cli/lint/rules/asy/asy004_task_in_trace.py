"""ASY004: a task called inside of a trace."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.calls import Form, short_name, task_calls
from flytex_cli.project.source import Source
from flytex_cli.records import Referent, Severity


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look at the decorators of the functions around each call."""
    project, source = subject
    for call in task_calls(source):
        if call.form is Form.FORWARD:
            continue
        for around in source.around(call.node):
            if isinstance(around, (ast.FunctionDef, ast.AsyncFunctionDef)) and any(
                source.refers(decorator, Referent.FLYTE, "flyte.trace") for decorator in around.decorator_list
            ):
                yield Hit(
                    f"{short_name(call.callee)} is a task, called in the trace {around.name}, where no task can start",
                    project.place(source, call.node),
                    value=ast.unparse(call.node),
                    fix=f"call {short_name(call.callee)}.forward(...), or make {around.name} a task",
                )
                break


ASY004 = Rule(
    code="ASY004",
    slug="task-in-trace",
    severity=Severity.ERROR,
    summary="A task is called inside a function under @flyte.trace",
    why=("A trace is a step of its task; a task cannot start in it, and the SDK refuses the call when it is made."),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def child(x: int) -> int:
    return x

@flyte.trace
async def step(x: int) -> int:
    return await child(x)
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def child(x: int) -> int:
    return x

@flyte.trace
async def step(x: int) -> int:
    return await child.forward(x)
""",
    scope=Scope.SOURCE,
    check=check,
)
