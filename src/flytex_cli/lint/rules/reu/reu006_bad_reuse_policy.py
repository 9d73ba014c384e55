"""REU006: a ReusePolicy that Flyte refuses."""

from __future__ import annotations

from flytex_cli.lint.rule import Rule, Scope, nothing
from flytex_cli.records import Severity

REU006 = Rule(
    code="REU006",
    slug="bad-reuse-policy",
    severity=Severity.ERROR,
    summary="A pool of containers is described by a value that Flyte refuses",
    why=(
        "`replicas` is a number or a tuple of the least and the most; times are 30 seconds or more. The SDK refuses anything else "
        "when the module is imported, without the value."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", reusable=flyte.ReusePolicy(replicas=(4, 1)), image=flyte.Image.from_debian_base(name="pool").with_pip_packages("unionai-reuse"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", reusable=flyte.ReusePolicy(replicas=(1, 4)), image=flyte.Image.from_debian_base(name="pool").with_pip_packages("unionai-reuse"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.REFUSAL,
    check=nothing,
    refused=(
        r"ReusePolicy\.\w+",
        r"\w+Environment(\.\w+)?\.reusable",
    ),
)
