"""NAM008: an environment with a name that Flyte refuses."""

from __future__ import annotations

from flytex_cli.lint.rule import Rule, Scope, nothing
from flytex_cli.records import Severity

NAM008 = Rule(
    code="NAM008",
    slug="bad-environment-name",
    severity=Severity.ERROR,
    summary="An environment has a name that Flyte refuses",
    why=(
        "A name has lower case letters and digits, and single `-` or `_` between them. The SDK refuses any other when the module "
        "is imported."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("Train Models")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train-models")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.REFUSAL,
    check=nothing,
    refused=(r"\w+Environment(\.clone_with)?\.name",),
)
