"""Rules of a team for `flytex lint`."""

from __future__ import annotations

from collections.abc import Iterator

import flytex


def check(task: flytex.Task) -> Iterator[flytex.Hit]:
    """Find tasks whose function takes no input but has a cache: they run once and never again."""
    cache = task.facts.cache or {}
    if cache.get("behavior") not in (None, "disable") and not task.facts.inputs:
        yield flytex.Hit(
            "the task has a cache and no input, so that it runs once and never again",
            task.at("cache"),
            field="cache",
            fix="give it an input that says when it is to run again, or drop the cache",
        )


ACM001 = flytex.Rule(
    code="ACM001",
    slug="cached-without-input",
    severity=flytex.Severity.WARNING,
    summary="A cached task has no input",
    why="What it gives is kept for ever: the cache is asked by inputs, and there are none.",
    bad="""
import flyte

env = flyte.TaskEnvironment("shop")

@env.task(cache="auto")
async def rates() -> float:
    return 1.0
""",
    good="""
import flyte

env = flyte.TaskEnvironment("shop")

@env.task(cache="auto")
async def rates(day: str) -> float:
    return 1.0
""",
    scope=flytex.Scope.TASK,
    check=check,
)

PLUGIN = flytex.RulePlugin(rules=(ACM001,))
