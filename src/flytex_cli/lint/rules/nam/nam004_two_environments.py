"""NAM004: two environments of one name."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Environment, Project
from flytex_cli.records import Severity


def check(project: Project) -> Iterator[Hit]:
    """Compare by where they are made: one environment imported twice is one."""
    for report in project.reports:
        seen: dict[str, Environment] = {}
        for record in report.environments:
            environment = project.environment(record)
            first = seen.setdefault(record.name, environment)
            if first is not environment:
                together = _together(project, first, environment)
                yield Hit(
                    f"another environment is named {record.name!r} too: {project.location_text(first.record.location)}",
                    environment.at("name"),
                    field="name",
                    value=record.name,
                    fix="rename one of them",
                    severity=None if together else Severity.WARNING,
                )


def _together(project: Project, first: Environment, second: Environment) -> bool:
    """Whether one deployment holds both: one file made them, or some environment depends on both."""
    if first.record.location.file == second.record.location.file:
        return True
    return any(
        {first.record.location, second.record.location} <= {each.record.location for each in project.closure(entry)}
        for entry in project.environments
    )


NAM004 = Rule(
    code="NAM004",
    slug="two-environments-one-name",
    severity=Severity.ERROR,
    summary="Two environments have the same name",
    why=(
        "Deploying them together stops with an error, after the images were built; deployed one after the "
        "other, the second replaces tasks of the first."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")
other = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs

@other.task
async def score(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")
other = flyte.TaskEnvironment("score")

@env.task
async def fit(epochs: int) -> int:
    return epochs

@other.task
async def score(epochs: int) -> int:
    return epochs
""",
    scope=Scope.PROJECT,
    check=check,
    otherwise=(Severity.WARNING, "no deployment brings both"),
)
