"""DEP002: environments that depend on each other."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Environment, Project
from flytex_cli.records import Severity


def check(project: Project) -> Iterator[Hit]:
    """Follow the dependencies of each environment back to itself; each circle once."""
    reported: set[frozenset[str]] = set()
    for environment in project.environments:
        circle = _circle(project, environment)
        if circle and frozenset(circle) not in reported:
            reported.add(frozenset(circle))
            yield Hit(
                "the environment depends on itself"
                if len(circle) == 1
                else f"environments depend on each other: {' -> '.join([*circle, circle[0]])}",
                environment.at("depends_on"),
                field="depends_on",
                value=", ".join(circle),
                fix="move the shared tasks into an environment of their own",
            )


def _circle(project: Project, start: Environment) -> list[str]:
    """Return the names on the shortest way from an environment back to itself."""
    ways, seen = [[start]], [start]
    while ways:
        way = ways.pop(0)
        for dependency in project.dependencies(way[-1]):
            if dependency is start:
                return [environment.name for environment in way]
            if not any(dependency is each for each in seen):
                seen.append(dependency)
                ways.append([*way, dependency])
    return []


DEP002 = Rule(
    code="DEP002",
    slug="dependency-circle",
    severity=Severity.ERROR,
    summary="Environments depend on each other in a circle",
    why=(
        "Planning a deployment follows `depends_on` without remembering where it was, and ends in a `RecursionError`."
    ),
    bad="""
import flyte

one = flyte.TaskEnvironment("one")
two = flyte.TaskEnvironment("two", depends_on=[one])
one.add_dependency(two)

@one.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

one = flyte.TaskEnvironment("one")
two = flyte.TaskEnvironment("two", depends_on=[one])

@one.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.PROJECT,
    check=check,
)
