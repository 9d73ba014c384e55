"""ASY008: a call of Flyte's that blocks an async task."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.bodies import own_nodes
from flytex_cli.project.calls import task_functions
from flytex_cli.project.source import Source
from flytex_cli.records import Reference, Referent, Severity

_RUNNER = "flyte.with_runcontext"


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look at the own body of async tasks: what a function within does may run in a thread."""
    project, source = subject
    if not any(map(_may_block, source.record.things)):
        return
    tasks = task_functions(project, source)
    for call in source.telling_calls:
        name = _blocking(source, call.func)
        function = source.enclosing(call) if name is not None else None
        if function in tasks and isinstance(function, ast.AsyncFunctionDef) and call in own_nodes(function):
            yield Hit(
                f"{name}(...) blocks this async task, and fails when the task runs locally",
                project.place(source, call),
                value=ast.unparse(call),
                fix=f"write await {ast.unparse(call.func)}.aio(...)",
            )


def _may_block(thing: Reference) -> bool:
    return thing.kind is Referent.FLYTE and (
        thing.name == _RUNNER or any(how.rpartition(".")[2] == "aio" for how, _ in thing.gives)
    )


def _blocking(source: Source, called: ast.expr) -> str | None:
    """Return the name of what is called, where it waits for something that its `.aio` would let one await."""
    reference = source.reference(called)
    if reference is not None and reference.kind is Referent.FLYTE:
        return reference.name if _waits("", reference.gives) else None
    if not isinstance(called, ast.Attribute):
        return None
    owner = source.reference(called.value)
    if owner is not None and owner.kind is Referent.FLYTE:
        return f"{owner.name}.{called.attr}" if _waits(called.attr, owner.gives) else None
    made = called.value.func if isinstance(called.value, ast.Call) else None
    if called.attr == "run" and source.refers(made, Referent.FLYTE, _RUNNER):
        return f"{_RUNNER}(...).run"
    return None


def _waits(method: str, gives: tuple[tuple[str, str], ...]) -> bool:
    kinds = dict(gives)
    return f"{method}.aio".removeprefix(".") in kinds and method not in kinds


ASY008 = Rule(
    code="ASY008",
    slug="blocking-flyte-call",
    severity=Severity.WARNING,
    summary="An async task calls flyte.run or its like without .aio",
    why=(
        "In a local run the call ends with `Deadlock detected: blocking call used in syncify thread`: the task already "
        "runs where the call would wait. In a cluster nothing else of the task runs until the call returns."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def child(x: int) -> int:
    return x

@env.task
async def parent(x: int) -> str:
    run = flyte.run(child, x=x)
    return run.name
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def child(x: int) -> int:
    return x

@env.task
async def parent(x: int) -> str:
    run = await flyte.run.aio(child, x=x)
    return run.name
""",
    scope=Scope.SOURCE,
    check=check,
)
