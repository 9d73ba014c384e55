"""OUT002: an artifact that is not recorded."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Referent, Severity


def check(task: Task) -> Iterator[Hit]:
    """Look for `flyte.artifacts.new` in the function."""
    if task.function is None or task.source is None or task.declared.produces_artifacts:
        return
    if "flyte.artifacts.new" not in task.source.flyte_names:
        return
    for node in ast.walk(task.function):
        if task.source.refers(node, Referent.FLYTE, "flyte.artifacts.new") and isinstance(node, ast.expr):
            yield Hit(
                "flyte.artifacts.new is used, but the task has no produces_artifacts=True",
                task.project.place(task.source, node),
                field="produces_artifacts",
                fix="write @env.task(produces_artifacts=True)",
            )
            return


OUT002 = Rule(
    code="OUT002",
    slug="artifacts-not-enabled",
    severity=Severity.WARNING,
    summary="A task makes an artifact, but produces_artifacts=True is missing",
    why="The backend records artifacts only of tasks that say they make some.",
    bad="""
import flyte
from flyte import artifacts

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return artifacts.new(epochs, name="model")
""",
    good="""
import flyte
from flyte import artifacts

env = flyte.TaskEnvironment("train")

@env.task(produces_artifacts=True)
async def fit(epochs: int) -> int:
    return artifacts.new(epochs, name="model")
""",
    scope=Scope.TASK,
    check=check,
    since="2.5.20",
)
