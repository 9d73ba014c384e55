"""NAM002: a short name that is cut."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity

LONGEST = 63
"""Short names longer than this are cut (SDK 2.12.1 `task_serde.py`)."""


def check(task: Task) -> Iterator[Hit]:
    """Measure the name as declared: in the spec it always fits."""
    name = task.declared.short_name or ""
    if len(name) > LONGEST:
        yield Hit(
            f"the short name has {len(name)} characters, and is cut to {LONGEST}",
            task.at("short_name"),
            field="short_name",
            value=name,
            fix=f"give a short_name of up to {LONGEST} characters",
        )


NAM002 = Rule(
    code="NAM002",
    slug="long-short-name",
    severity=Severity.WARNING,
    summary="A task's short name is cut to 63 characters",
    why="The console shows `short_name`, by default the function's name. The SDK cuts it silently.",
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(short_name="fit the very large recommender model on all clicks of the last quarter")
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(short_name="fit the recommender")
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
    covers=(Cover("CON001", r"short_name"),),
)
