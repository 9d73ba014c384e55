"""CAC007: settings of a cache that is off."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity

SETTINGS = ("serialize", "version_override", "salt", "ignored_inputs", "max_age")


def check(task: Task) -> Iterator[Hit]:
    """Look for settings beside `disable`."""
    cache = task.facts.cache or {}
    given = [name for name in SETTINGS if cache.get(name)]
    if cache.get("behavior") == "disable" and given:
        yield Hit(
            f"the cache is disabled, so {', '.join(given)} {'does' if len(given) == 1 else 'do'} nothing",
            task.at("cache"),
            field=f"cache.{given[0]}",
            fix='write "auto" or "override" as its behaviour, or drop the settings',
        )


CAC007 = Rule(
    code="CAC007",
    slug="disabled-with-settings",
    severity=Severity.WARNING,
    summary="A cache is disabled, yet has settings",
    why="They are written into the spec and do nothing, because no behaviour was given or it is `disable`.",
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(cache=flyte.Cache("disable", serialize=True))
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(cache=flyte.Cache("auto", serialize=True))
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
)
