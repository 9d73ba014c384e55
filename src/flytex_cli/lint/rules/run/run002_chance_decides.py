"""RUN002: the clock or chance decides which task is called."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.calls import short_name, task_calls, task_functions
from flytex_cli.project.imports import dotted_name
from flytex_cli.project.source import Source
from flytex_cli.records import Severity

CHANCE = ("random.", "secrets.", "numpy.random.", "uuid.uuid1", "uuid.uuid4", "os.urandom")
CLOCK = (
    "time.time",
    "time.monotonic",
    "time.perf_counter",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.date.today",
)


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look for task calls in a branch whose condition asks the clock or a random generator."""
    project, source = subject
    tasks = task_functions(project, source)
    said = set()
    for call in task_calls(source):
        if call.function not in tasks:
            continue
        for outer in source.around(call.node):
            if isinstance(outer, (ast.If, ast.While, ast.IfExp)) and outer.test not in said:
                asked = _asks(source, outer.test)
                if asked is not None and call.node not in set(ast.walk(outer.test)):
                    said.add(outer.test)
                    yield Hit(
                        f"{asked} decides whether {short_name(call.callee)} is called",
                        project.place(source, outer.test),
                        value=ast.unparse(outer.test),
                        fix="decide in a task of its own, whose result is kept, or by an input",
                    )


def _asks(source: Source, test: ast.expr) -> str | None:
    for node in ast.walk(test):
        name = dotted_name(source, node.func) if isinstance(node, ast.Call) else None
        if name is not None and (name.startswith(CHANCE) or name in CLOCK):
            return name
    return None


RUN002 = Rule(
    code="RUN002",
    slug="chance-decides",
    severity=Severity.WARNING,
    summary="The clock or a random number decides which task is called",
    why=(
        "A task that is retried or recovered runs from its start, and finds its children by their order and inputs. Where "
        "chance decides, the second time goes another way: what is done already is lost or done twice."
    ),
    bad="""
import random

import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(x: int) -> int:
    return x

@env.task
async def main(x: int) -> int:
    if random.random() < 0.5:
        return await fit(x)
    return x
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(x: int) -> int:
    return x

@env.task
async def main(x: int, full: bool) -> int:
    if full:
        return await fit(x)
    return x
""",
    scope=Scope.SOURCE,
    check=check,
    default=False,
)
