"""RUN003: an async task that blocks its event loop."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.bodies import own_nodes
from flytex_cli.project.calls import task_functions
from flytex_cli.project.imports import dotted_name
from flytex_cli.project.source import Source
from flytex_cli.records import Severity

INSTEAD = {
    "time.sleep": "write await asyncio.sleep(...)",
    "subprocess.run": "write await asyncio.create_subprocess_exec(...)",
    "subprocess.check_call": "write await asyncio.create_subprocess_exec(...)",
    "subprocess.check_output": "write await asyncio.create_subprocess_exec(...)",
    "os.system": "write await asyncio.create_subprocess_shell(...)",
    "urllib.request.urlopen": "use an async client, such as httpx.AsyncClient",
}
REQUESTS = frozenset(f"requests.{verb}" for verb in ("get", "post", "put", "patch", "delete", "head", "request"))


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look at the own body of async tasks: what a function within does may run in a thread."""
    project, source = subject
    for function in task_functions(project, source):
        if not isinstance(function, ast.AsyncFunctionDef):
            continue
        for node in own_nodes(function):
            name = dotted_name(source, node.func) if isinstance(node, ast.Call) else None
            if isinstance(node, ast.Call) and name is not None and (name in INSTEAD or name in REQUESTS):
                yield Hit(
                    f"{name} blocks the event loop of this async task",
                    project.place(source, node),
                    value=ast.unparse(node),
                    fix=INSTEAD.get(name, "use an async client, or await asyncio.to_thread(...)"),
                )


RUN003 = Rule(
    code="RUN003",
    slug="blocking-call",
    severity=Severity.WARNING,
    summary="An async task sleeps, calls a program or a server without await",
    why=(
        "While it waits, nothing else of the task runs: children that were started with `asyncio.gather` are not watched, "
        "and in a reusable environment the other tasks of the container stand still."
    ),
    bad="""
import time

import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def poll(x: int) -> int:
    time.sleep(60)
    return x
""",
    good="""
import asyncio

import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def poll(x: int) -> int:
    await asyncio.sleep(60)
    return x
""",
    scope=Scope.SOURCE,
    check=check,
    default=False,
)
