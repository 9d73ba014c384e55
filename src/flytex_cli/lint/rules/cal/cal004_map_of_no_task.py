"""CAL004: a map over something that is no task."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.calls import is_map
from flytex_cli.project.source import Source
from flytex_cli.records import Referent, Severity


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Look at what `flyte.map` is given first: a lambda and a plain function are no tasks."""
    project, source = subject
    for call in source.telling_calls:
        if not is_map(source, call.func) or not call.args:
            continue
        first = call.args[0]
        if isinstance(first, ast.Lambda) or source.refers(first, Referent.FUNCTION):
            what = "a lambda" if isinstance(first, ast.Lambda) else f"{ast.unparse(first)} is a plain function, which"
            yield Hit(
                f"{what} cannot be mapped: only tasks can",
                project.place(source, first),
                value=ast.unparse(first),
                fix="put @env.task on a function and map that, or use a list comprehension",
            )


CAL004 = Rule(
    code="CAL004",
    slug="map-of-no-task",
    severity=Severity.ERROR,
    summary="flyte.map is given a function that is no task",
    why="`flyte.map` starts an action for each item, and asks what it is given for a task's name: the run fails there.",
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

def double(x: int) -> int:
    return 2 * x

@env.task
def main(xs: list[int]) -> list[int]:
    return list(flyte.map(double, xs))
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
def double(x: int) -> int:
    return 2 * x

@env.task
def main(xs: list[int]) -> list[int]:
    return list(flyte.map(double, xs))
""",
    scope=Scope.SOURCE,
    check=check,
)
