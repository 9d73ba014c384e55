"""REU005: tasks of one environment in several pools."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Environment
from flytex_cli.records import Severity
from flytex_cli.wire.struct import from_struct


def check(environment: Environment) -> Iterator[Hit]:
    """Compare the versions of the pools in the specs."""
    pools: dict[str, list[str]] = {}
    for task in environment.tasks:
        template = task.template
        if template is not None and template.type == "actor":
            version = str(from_struct(template.custom).get("version"))
            pools.setdefault(version, []).append(task.name.rpartition(".")[2])
    if len(pools) > 1:
        yield Hit(
            f"its tasks run in {len(pools)} pools: {' | '.join(', '.join(names) for names in pools.values())}",
            environment.at("reusable"),
            field="reusable",
            value=str(len(pools)),
            fix="give all tasks the same settings, or make an environment for each pool",
        )


REU005 = Rule(
    code="REU005",
    slug="separate-pools",
    severity=Severity.INFO,
    summary="Tasks of one reusable environment do not share a pool",
    why=(
        "A pool is identified by a hash of its settings: a task with other secrets, variables or `interruptible` "
        "gets a pool of its own, with replicas of its own."
    ),
    bad="""
import flyte

image = flyte.Image.from_debian_base(name="pool").with_pip_packages("unionai-reuse")
env = flyte.TaskEnvironment("pool", image=image, reusable=flyte.ReusePolicy(replicas=2))

@env.task
async def one(x: int) -> int:
    return x

@env.task(interruptible=True)
async def two(x: int) -> int:
    return x
""",
    good="""
import flyte

image = flyte.Image.from_debian_base(name="pool").with_pip_packages("unionai-reuse")
env = flyte.TaskEnvironment("pool", image=image, reusable=flyte.ReusePolicy(replicas=2))

@env.task
async def one(x: int) -> int:
    return x

@env.task
async def two(x: int) -> int:
    return x
""",
    scope=Scope.ENVIRONMENT,
    check=check,
    default=False,
)
