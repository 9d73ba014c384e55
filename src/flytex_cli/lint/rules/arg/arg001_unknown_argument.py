"""ARG001: arguments that do not fit the call."""

from __future__ import annotations

from flytex_cli.lint.rule import Rule, Scope, nothing
from flytex_cli.records import Severity

ARG001 = Rule(
    code="ARG001",
    slug="unknown-argument",
    severity=Severity.ERROR,
    summary="A call of Flyte gives an argument that it does not have, or leaves one out",
    why=(
        "The module cannot be imported, here or in the container. Names that other tools use (`mem`, `container_image`, `tz`, "
        " `retry`) are told with the one that Flyte has, and a setting of the environment that is given to a task with the"
        " place where it belongs."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(mem="1Gi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(memory="1Gi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.REFUSAL,
    check=nothing,
    refused=(r"[\w.]+\((\w+=)?\)",),
)
