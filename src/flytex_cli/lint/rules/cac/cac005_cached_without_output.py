"""CAC005: a cached task that returns nothing."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look at the interface of cached tasks."""
    template = task.template
    if template is not None and template.metadata.discoverable and not template.interface.outputs.variables:
        yield Hit(
            "the task is cached and returns nothing: after its first run it is skipped",
            task.at("cache"),
            field="cache",
            fix='write cache="disable", or return something',
        )


CAC005 = Rule(
    code="CAC005",
    slug="cached-without-output",
    severity=Severity.WARNING,
    summary="A cached task has no outputs",
    why="There is nothing to cache: it runs once, and is then skipped with all its side effects.",
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(cache="auto")
async def fit(epochs: int) -> None:
    print(epochs)
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(cache="auto")
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
)
