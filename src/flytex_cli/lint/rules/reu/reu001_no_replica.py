"""REU001: a pool without a container."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.project import Environment
from flytex_cli.records import Severity


def check(environment: Environment) -> Iterator[Hit]:
    """Look at the upper end of the range."""
    replicas = (environment.record.reusable or {}).get("replicas")
    highest = replicas[-1] if isinstance(replicas, list) and replicas else replicas
    if highest == 0 and environment.record.reusable is not None:
        yield Hit(
            "the pool has at most 0 replicas, so no task ever runs",
            environment.at("reusable", "replicas"),
            field="reusable.replicas",
            value="0",
            fix="write replicas=1 or more, or a range such as (0, 2)",
        )


REU001 = Rule(
    code="REU001",
    slug="no-replica",
    severity=Severity.ERROR,
    summary="A ReusePolicy allows no replica",
    why=("The contract wants at least one: `replicas=0` is accepted by the SDK, and such a pool never runs a task."),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", reusable=flyte.ReusePolicy(replicas=0), image=flyte.Image.from_debian_base(name="pool").with_pip_packages("unionai-reuse"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", reusable=flyte.ReusePolicy(replicas=(0, 2)), image=flyte.Image.from_debian_base(name="pool").with_pip_packages("unionai-reuse"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.ENVIRONMENT,
    check=check,
    covers=(Cover("CON001", r"task_template\.reuse_policy\.(min|max)_replicas"),),
)
