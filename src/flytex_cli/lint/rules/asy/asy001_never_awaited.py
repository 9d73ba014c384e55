"""ASY001: a task that is called and never runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.calls import Form, is_async, sandboxed_functions, short_name, task_calls
from flytex_cli.project.source import Source
from flytex_cli.records import Severity


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look at calls that are a statement of their own; in lists, `gather` and variables they may be awaited later."""
    project, source = subject
    sandboxed = sandboxed_functions(project, source)
    for call in task_calls(source):
        if call.form not in (Form.CALL, Form.AIO) or call.function is None or call.function in sandboxed:
            continue
        makes_coroutine = call.form is Form.AIO or is_async(project, call.callee)
        if makes_coroutine and isinstance(source.parents.get(call.node), ast.Expr):
            yield Hit(
                f"{short_name(call.callee)} is called but never awaited, so it never runs",
                project.place(source, call.node),
                value=ast.unparse(call.node),
                fix=f"write await {ast.unparse(call.node.func)}(...)",
            )


ASY001 = Rule(
    code="ASY001",
    slug="never-awaited",
    severity=Severity.ERROR,
    summary="A task is called as a statement and never awaited",
    why=(
        "The call of an async task makes a coroutine; nothing happens until it is awaited. The run succeeds "
        "and the child is missing, with no more than a `RuntimeWarning` in a log."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def child(x: int) -> int:
    return x

@env.task
async def parent(x: int) -> int:
    child(x)
    return x
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def child(x: int) -> int:
    return x

@env.task
async def parent(x: int) -> int:
    await child(x)
    return x
""",
    scope=Scope.SOURCE,
    check=check,
)
