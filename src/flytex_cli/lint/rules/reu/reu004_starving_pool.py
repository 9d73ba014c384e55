"""REU004: a pool whose only place is taken by the caller."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.project.calls import Form, reached, short_name
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look for calls within an environment of one replica and one task at a time."""
    environment = task.environment
    policy = environment.record.reusable if environment is not None else None
    if policy is None or environment is None or policy.get("concurrency", 1) != 1:
        return
    replicas = policy.get("replicas", 2)
    if (replicas[-1] if isinstance(replicas, list) else replicas) != 1:
        return
    for call in reached(task.project, task):
        callee = task.project.task(call.callee)
        if callee is not None and callee.environment is environment and call.form is not Form.FORWARD:
            yield Hit(
                f"{short_name(call.callee)} waits for the pool's only place, which its caller holds",
                task.project.place(call.source, call.node),
                field="reusable",
                value=call.callee.name,
                fix="allow two replicas or a higher concurrency, or call .forward()",
            )


REU004 = Rule(
    code="REU004",
    slug="starving-pool",
    severity=Severity.WARNING,
    summary="A task of a pool with one place calls another task of the pool",
    why=("The caller holds the one replica while it waits for the callee, which waits for the replica: the run hangs."),
    bad="""
import flyte

image = flyte.Image.from_debian_base(name="pool").with_pip_packages("unionai-reuse")
env = flyte.TaskEnvironment("pool", image=image, reusable=flyte.ReusePolicy(replicas=1))

@env.task
async def leaf(x: int) -> int:
    return x

@env.task
async def main(x: int) -> int:
    return await leaf(x)
""",
    good="""
import flyte

image = flyte.Image.from_debian_base(name="pool").with_pip_packages("unionai-reuse")
env = flyte.TaskEnvironment("pool", image=image, reusable=flyte.ReusePolicy(replicas=2))

@env.task
async def leaf(x: int) -> int:
    return x

@env.task
async def main(x: int) -> int:
    return await leaf(x)
""",
    scope=Scope.TASK,
    check=check,
)
