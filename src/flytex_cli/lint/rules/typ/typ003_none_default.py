"""TYP003: a default of None for a type without it."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.defaults import bad_defaults
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.records import Severity


def check(project: Project) -> Iterator[Hit]:
    """Find defaults that could not be converted and are None."""
    for task, parameter in bad_defaults(project):
        if parameter.default == "None":
            yield Hit(
                f"the default of {parameter.name!r} is None, but the type is {parameter.type}",
                task.at_parameter(parameter.name),
                field=f"default_inputs.{parameter.name}",
                value="None",
                fix=f"write {parameter.name}: {parameter.type} | None = None"
                if task.declared.function
                else f"declare it as {parameter.type} | None: the task's plugin gives every input this default",
            )


TYP003 = Rule(
    code="TYP003",
    slug="none-default",
    severity=Severity.ERROR,
    summary="The default is None, but the type does not allow it",
    why="Deploying fails, naming the parameter but not the task; `--dry-run` does not look.",
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int = None) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int | None = None) -> int:
    return epochs or 1
""",
    scope=Scope.PROJECT,
    check=check,
)
