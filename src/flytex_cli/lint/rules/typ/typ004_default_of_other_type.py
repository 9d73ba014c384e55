"""TYP004: a default that is not of its type."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.defaults import bad_defaults
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.records import Severity


def check(project: Project) -> Iterator[Hit]:
    """Find defaults that could not be converted."""
    for task, parameter in bad_defaults(project):
        if parameter.default != "None":
            yield Hit(
                f"the default {parameter.default} of {parameter.name!r} is not of type {parameter.type}",
                task.at_parameter(parameter.name),
                field=f"default_inputs.{parameter.name}",
                value=parameter.default,
                fix="bind the time in flyte.Trigger(inputs=...)"
                if "TriggerTime" in (parameter.default or "")
                else f"give {parameter.name!r} a default of its type",
            )


TYP004 = Rule(
    code="TYP004",
    slug="default-of-other-type",
    severity=Severity.ERROR,
    summary="The default is not of the declared type",
    why=(
        "Deploying fails, naming the parameter but not the task; `--dry-run` does not look. "
        "`flyte.TriggerTime` is a value for a trigger's inputs, not a default."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int = "ten") -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int = 10) -> int:
    return epochs
""",
    scope=Scope.PROJECT,
    check=check,
)
