"""CLU001: a queue that the cluster does not have."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.config import nearest
from flytex_cli.lint.cluster import TaskOnCluster
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project.fields import Step
from flytex_cli.records import Severity


def check(subject: TaskOnCluster) -> Iterator[Hit]:
    """Compare the queues of a task and of its triggers with `queues`."""
    task, known = subject.task, subject.cluster.queues
    queues: list[tuple[object, tuple[Step, ...]]] = [(task.declared.queue, ("queue",))]
    queues += [
        (trigger.get("queue"), ("triggers", index, "queue")) for index, trigger in enumerate(task.declared.triggers)
    ]
    for queue, path in queues:
        if known and queue and queue not in known:
            yield Hit(
                f"the queue {queue!r} is not among the cluster's{nearest(str(queue), known)}",
                task.at(*path),
                field="queue",
                value=str(queue),
                fix=f"write one of {', '.join(known)}",
            )


CLU001 = Rule(
    code="CLU001",
    slug="unknown-queue",
    severity=Severity.ERROR,
    summary="A task waits in a queue that the cluster does not have",
    why=(
        "The backend refuses the run, or it waits forever. The rule is silent until "
        "`[tool.flytex.lint.cluster]` in pyproject.toml says what exists."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", queue="gpus")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", queue="gpu")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK_ON_CLUSTER,
    check=check,
)
