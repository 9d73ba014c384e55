"""RTY005: more retries than Flyte's messages speak of."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity

MOST = 10
"""The most retries, by the comment on `RetryStrategy.retries` in flyteidl2 2.0.51 (`core/literals.proto`)."""


def check(task: Task) -> Iterator[Hit]:
    """Compare the count with the most that the message is made for."""
    retries = task.facts.retries or {}
    count = retries.get("count", retries.get("value"))
    if isinstance(count, int) and count > MOST:
        yield Hit(
            f"{count} retries, where Flyte's messages are made for at most {MOST}",
            task.at("retries"),
            field="retries",
            value=str(count),
            fix=f"write at most {MOST}, or let a task that fails for a reason of its own fail at once",
        )


RTY005 = Rule(
    code="RTY005",
    slug="many-retries",
    severity=Severity.WARNING,
    summary="A task has more than 10 retries",
    why=(
        "The comment on `RetryStrategy.retries` in flyteidl2 says that the number must be at most 10. Nothing holds a deployment "
        "to it: the open-source backend (flyte 6fadb90d) makes retries + 1 attempts, whatever the number. Each attempt of a task that "
        "cannot succeed is paid for again, up to its timeout."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", image="ghcr.io/acme/train:1")

@env.task(retries=100)
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", image="ghcr.io/acme/train:1")

@env.task(retries=5)
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
    default=False,
)
