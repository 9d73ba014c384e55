"""ASY002: a coroutine where a value is meant."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.calls import Form, TaskCall, is_async, short_name, task_calls, task_functions
from flytex_cli.project.source import Source
from flytex_cli.records import Severity


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look in a task's function for a returned call, and in a sync one for a call whose result is used at all."""
    project, source = subject
    functions = task_functions(project, source)
    for call in task_calls(source):
        makes_coroutine = call.form is Form.AIO or (call.form is Form.CALL and is_async(project, call.callee))
        if call.function not in functions or call.function is None or not makes_coroutine:
            continue
        in_sync = isinstance(call.function, ast.FunctionDef)
        if _is_returned(call) or (in_sync and _is_used(call)):
            name = short_name(call.callee)
            yield Hit(
                f"{name} gives a coroutine, not its result",
                project.place(source, call.node),
                value=ast.unparse(call.node),
                fix=f"make {call.function.name} an async def, and write await {ast.unparse(call.node.func)}(...)"
                if in_sync
                else f"write await {ast.unparse(call.node.func)}(...)",
            )


def _is_returned(call: TaskCall) -> bool:
    return isinstance(call.source.parents.get(call.node), ast.Return)


def _is_used(call: TaskCall) -> bool:
    """Whether it is computed with or kept; given to another call it may be run by that, as by `asyncio.run`."""
    return isinstance(call.source.parents.get(call.node), (ast.BinOp, ast.Compare, ast.FormattedValue, ast.Subscript))


ASY002 = Rule(
    code="ASY002",
    slug="coroutine-as-value",
    severity=Severity.ERROR,
    summary="The coroutine of a task is returned or used as if it were its value",
    why=(
        "What comes back is the coroutine, not the result: the run fails at its very end, when it is to be "
        "converted to an output. A sync task has no way to await an async one."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def child(x: int) -> int:
    return x

@env.task
async def parent(x: int) -> int:
    return child(x)
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def child(x: int) -> int:
    return x

@env.task
async def parent(x: int) -> int:
    return await child(x)
""",
    scope=Scope.SOURCE,
    check=check,
)
