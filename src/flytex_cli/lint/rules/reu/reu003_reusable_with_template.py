"""REU003: a pool with a pod template."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Environment
from flytex_cli.records import Severity


def check(environment: Environment) -> Iterator[Hit]:
    """Look for both settings."""
    if environment.record.reusable is not None and environment.record.pod_template is not None:
        yield Hit(
            "the environment is reusable and has a pod template, which a pool does not take",
            environment.at("pod_template"),
            field="pod_template",
            value=str(environment.record.pod_template.get("name", "inline")),
            fix="drop one of the two",
        )


REU003 = Rule(
    code="REU003",
    slug="reusable-with-template",
    severity=Severity.WARNING,
    summary="A reusable environment has a pod template",
    why=(
        "On a task the SDK refuses the two together; on the environment it says nothing, and the pool's Pods "
        "are made without the template."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", reusable=flyte.ReusePolicy(replicas=2), pod_template="my-template", image=flyte.Image.from_debian_base(name="pool").with_pip_packages("unionai-reuse"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", reusable=flyte.ReusePolicy(replicas=2), image=flyte.Image.from_debian_base(name="pool").with_pip_packages("unionai-reuse"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.ENVIRONMENT,
    check=check,
)
