"""CAC004: a cache without a version."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look for an empty text as the version."""
    cache = task.facts.cache or {}
    if cache.get("version_override") == "" and cache.get("behavior") != "disable":
        yield Hit(
            "the cache's version is empty",
            task.at("cache", "version_override"),
            field="cache.version_override",
            value="",
            fix='give a version, or write cache="auto"',
        )


CAC004 = Rule(
    code="CAC004",
    slug="empty-cache-version",
    severity=Severity.ERROR,
    summary="A cached task has an empty version",
    why=("The cache is on, but its key has no version: results of older code are taken for those of newer code."),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(cache=flyte.Cache("override", version_override=""))
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(cache=flyte.Cache("override", version_override="1"))
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
)
