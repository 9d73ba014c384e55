"""ENV004: an environment variable whose value is another each time."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.moment import moment, why
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.project.places import Place
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Look at what the variables are written as."""
    written = workload.written("env_vars")
    if written is None:
        return
    source, node = written
    if isinstance(node, ast.Name):
        node = source.assignments.get(node.id, node)
    for key, value in zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else [(None, node)]:
        name = moment(source, value)
        if name is not None:
            variable = f" {key.value}" if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
            yield Hit(
                f"the environment variable{variable} comes from {name}, whose value is {why(name)}",
                Place(source.span(value), workload.at("env_vars").owner),
                field="env_vars" + variable.replace(" ", "."),
                value=name,
                fix="take the value where it is used, or write it out",
            )


ENV004 = Rule(
    code="ENV004",
    slug="env-value-of-the-moment",
    severity=Severity.WARNING,
    summary="An environment variable is the time, a random value or the machine of the deployment",
    why=(
        "The value is computed once, when the task is deployed, and every run gets it. No two deployments are the "
        "same, and a change of nothing is a new version."
    ),
    bad="""
import flyte
import uuid

env = flyte.TaskEnvironment("train", env_vars={"RUN_ID": str(uuid.uuid4())})

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte
import uuid

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> str:
    return str(uuid.uuid4())
""",
    scope=Scope.WORKLOAD,
    check=check,
)
