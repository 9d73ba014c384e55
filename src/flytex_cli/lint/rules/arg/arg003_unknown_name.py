"""ARG003: a name that Flyte does not have."""

from __future__ import annotations

from flytex_cli.lint.rule import Rule, Scope, nothing
from flytex_cli.records import Severity

ARG003 = Rule(
    code="ARG003",
    slug="unknown-name",
    severity=Severity.ERROR,
    summary="A module uses a name that Flyte does not have",
    why=("The module cannot be imported. The name is misspelt, or of another release."),
    bad="""
import flyte

image = flyte.Image.from_debian_base(name="train").with_pip_package("numpy")
env = flyte.TaskEnvironment("train", image=image)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

image = flyte.Image.from_debian_base(name="train").with_pip_packages("numpy")
env = flyte.TaskEnvironment("train", image=image)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.REFUSAL,
    check=nothing,
    refused=(r"unknown name",),
)
