"""LOD004: a module written for Flyte 1."""

from __future__ import annotations

from flytex_cli.lint.rule import Rule, Scope, nothing
from flytex_cli.records import Severity

LOD004 = Rule(
    code="LOD004",
    slug="flyte-1",
    severity=Severity.ERROR,
    summary="A module uses the API of Flyte 1",
    why=(
        "`flytekit`, `@task`, `@workflow`, `ImageSpec` and their like are of Flyte 1: Flyte 2 has environments, tasks that call "
        "tasks, and `flyte.Image`. The module cannot be imported where Flyte 2 alone is installed, as in its images."
    ),
    bad="""
from flytekit import task

@task
def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.REFUSAL,
    check=nothing,
    refused=(r"Flyte 1",),
)
