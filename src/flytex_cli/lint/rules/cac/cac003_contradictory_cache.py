"""CAC003: settings of a cache that do not go together."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look at behaviour, version and salt together."""
    cache = task.facts.cache or {}
    behavior, version, salt = cache.get("behavior"), cache.get("version_override"), cache.get("salt")
    if behavior == "override" and version is None:
        problem, fix = (
            'the behaviour is "override" but no version is given',
            'give version_override="1", or write "auto"',
        )
    elif behavior == "auto" and version is not None:
        problem, fix = f'the behaviour is "auto" but the version is fixed at {version!r}', 'write "override"'
    elif version is not None and salt:
        problem, fix = f"the salt {salt!r} changes nothing: the version is fixed at {version!r}", "drop salt"
    else:
        return
    yield Hit(problem, task.at("cache"), field="cache", value=str(behavior), fix=fix)


CAC003 = Rule(
    code="CAC003",
    slug="contradictory-cache",
    severity=Severity.WARNING,
    summary="Settings of a cache contradict each other",
    why=(
        "`override` without a version falls back to hashing the function; `auto` with one is frozen at it, "
        "however the function changes; and a salt changes nothing of a version that is given."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(cache=flyte.Cache("auto", version_override="3"))
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(cache=flyte.Cache("override", version_override="3"))
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
)
