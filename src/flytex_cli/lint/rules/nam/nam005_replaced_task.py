"""NAM005: a task that another of the same name replaced."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.records import DeclaredTask, Severity, SourceLocation


def check(project: Project) -> Iterator[Hit]:
    """Find templates that were made for an environment and are no longer in it.

    One that is written where the other is was made again, by a module that was imported under two names.
    """
    winners: dict[tuple[str, SourceLocation], DeclaredTask] = {}
    for report in project.reports:
        kept = {each.name: each for each in report.declared if not each.replaced}
        for lost in report.declared:
            if lost.replaced and lost.name in kept and kept[lost.name].location != lost.location:
                winners.setdefault((lost.name, lost.location), kept[lost.name])
    for task in project.tasks:
        winner = winners.get((task.name, task.declared.location)) if task.declared.replaced else None
        if winner is not None:
            yield Hit(
                f"a later task of this name replaces it: {project.location_text(winner.location)}",
                task.place,
                field="name",
                value=task.name,
                fix="rename one of the functions",
            )


NAM005 = Rule(
    code="NAM005",
    slug="replaced-task",
    severity=Severity.ERROR,
    summary="A task is replaced by a later one of the same name",
    why=(
        "An environment keeps its tasks by name: a second function with the same name silently replaces the first, also from another module."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs

@env.task
async def fit(epochs: int) -> int:
    return epochs + 1
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs

@env.task
async def refit(epochs: int) -> int:
    return epochs + 1
""",
    scope=Scope.PROJECT,
    check=check,
)
