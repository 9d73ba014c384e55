"""CAL001: arguments that a task does not take."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.arguments import Parameters, Unbound, calls_in_functions
from flytex_cli.project.calls import short_name
from flytex_cli.project.source import Source
from flytex_cli.records import Severity


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Bind the arguments of calls, maps, partials and runs within functions as Python would."""
    project, source = subject
    for given, takes in calls_in_functions(project, source):
        for problem in takes.problems(given):
            yield Hit(
                f"{short_name(given.callee)} {problem.reason}",
                project.place(source, problem.node if problem.node is not None else given.node),
                fix=_fix(takes, problem),
            )


def _fix(takes: Parameters, problem: Unbound) -> str:
    near = difflib.get_close_matches(problem.unknown, takes.names, n=1) if problem.unknown else []
    if near:
        return f"did you mean {near[0]}?"
    return f"its parameters are {', '.join(takes.names)}" if takes.names else "call it without arguments"


CAL001 = Rule(
    code="CAL001",
    slug="wrong-arguments",
    severity=Severity.ERROR,
    summary="A task is called with arguments that it does not take",
    why=(
        "The call fails when the run gets there, after the tasks before it. A misspelt keyword may not even fail: Flyte "
        "drops one that the task does not have, and the run goes on with the default."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(x: int, rate: float = 0.1) -> float:
    return x * rate

@env.task
async def main(x: int) -> float:
    return await fit(x, rat=0.9)
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(x: int, rate: float = 0.1) -> float:
    return x * rate

@env.task
async def main(x: int) -> float:
    return await fit(x, rate=0.9)
""",
    scope=Scope.SOURCE,
    check=check,
)
