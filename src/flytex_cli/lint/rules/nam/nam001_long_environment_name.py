"""NAM001: an environment's name that is cut."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.project import Environment
from flytex_cli.records import Severity

LONGEST = 63
"""`TaskEnvironment` names longer than this are cut (SDK 2.12.1 `task_serde.py`)."""


def check(environment: Environment) -> Iterator[Hit]:
    """Measure the name as declared: in the spec it always fits."""
    name = environment.name
    if len(name) <= LONGEST or environment.record.app is not None:  # of an app nothing is cut: APP001
        return
    twins = [
        other.name
        for other in environment.project.environments
        if other.name != name and other.name[:LONGEST] == name[:LONGEST]
    ]
    yield Hit(
        f"the environment's name has {len(name)} characters, and is cut to {LONGEST}"
        + (f": then it is the same as that of {twins[0]!r} too" if twins else ""),
        environment.at("name"),
        field="name",
        value=name,
        fix=f"shorten it to {LONGEST} characters",
        severity=Severity.ERROR if twins else None,
    )


NAM001 = Rule(
    code="NAM001",
    slug="long-environment-name",
    severity=Severity.WARNING,
    summary="An environment's name is cut to 63 characters in the spec",
    why=(
        "The SDK cuts `environment.name` silently, while the tasks keep the whole name. Two environments that"
        " differ only after the cut look the same in the console."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("training-of-the-very-large-recommender-model-on-last-quarter-clicks")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("training-of-the-recommender")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.ENVIRONMENT,
    check=check,
    covers=(Cover("CON001", r"environment\.name"),),
    otherwise=(Severity.ERROR, "another environment has the same name after the cut"),
)
