"""CAC008: a value of `cache=` that Flyte refuses."""

from __future__ import annotations

from flytex_cli.lint.rule import Rule, Scope, nothing
from flytex_cli.records import Severity

CAC008 = Rule(
    code="CAC008",
    slug="bad-cache",
    severity=Severity.ERROR,
    summary="A cache is not a behavior that Flyte knows, or has an age that is no time",
    why=(
        "The SDK takes a word, `auto`, `override` or `disable`, or a `flyte.Cache`. `cache=True` is how Flyte 1 has it; it is refused "
        "when the module is imported."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", cache=True)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", cache="auto")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.REFUSAL,
    check=nothing,
    refused=(
        r"\w+Environment(\.\w+)?\.cache",
        r"Cache\.\w+",
    ),
)
