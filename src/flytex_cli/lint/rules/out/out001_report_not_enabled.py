"""OUT001: a report that is never shown."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Referent, Severity


def check(task: Task) -> Iterator[Hit]:
    """Look for names of `flyte.report` in the function."""
    if task.function is None or task.source is None or task.facts.report:
        return
    if not any(name.startswith("flyte.report.") for name in task.source.flyte_names):
        return
    for node in ast.walk(task.function):
        reference = task.source.reference(node)
        if reference is not None and reference.kind is Referent.FLYTE and reference.name.startswith("flyte.report."):
            yield Hit(
                f"{reference.name} is used, but the task has no report=True",
                task.project.place(task.source, node) if isinstance(node, ast.expr) else task.place,
                field="report",
                value=reference.name,
                fix="write @env.task(report=True)",
            )
            return


OUT001 = Rule(
    code="OUT001",
    slug="report-not-enabled",
    severity=Severity.WARNING,
    summary="A task writes a report, but report=True is missing",
    why="What is written goes nowhere: the spec says that the task makes no deck, and there is no error.",
    bad="""
import flyte
import flyte.report

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    await flyte.report.log.aio("<h1>done</h1>")
    return epochs
""",
    good="""
import flyte
import flyte.report

env = flyte.TaskEnvironment("train")

@env.task(report=True)
async def fit(epochs: int) -> int:
    await flyte.report.log.aio("<h1>done</h1>")
    return epochs
""",
    scope=Scope.TASK,
    check=check,
)
