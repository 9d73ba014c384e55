"""CAC006: a cached task that calls a helper of its module."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Referent, Severity


def check(task: Task) -> Iterator[Hit]:
    """Look for calls of plain functions of the user's own tree."""
    source, function = task.source, task.function
    metadata = task.template.metadata if task.template is not None else None
    if source is None or function is None or metadata is None or not metadata.discoverable:
        return
    if (task.facts.cache or {}).get("behavior") != "auto":
        return
    for call in source.telling_calls:
        reference = source.reference(call.func)
        if reference is not None and reference.kind is Referent.FUNCTION and source.enclosing(call) is function:
            name = reference.name.partition(":")[2]
            yield Hit(
                f"the cache's version does not change with {name}, which the task calls",
                task.project.place(source, call.func),
                field="cache",
                value=name,
                fix="give a salt or a version_override, and change it with the helper",
            )


CAC006 = Rule(
    code="CAC006",
    slug="helper-not-in-version",
    severity=Severity.INFO,
    summary="A cached task calls a function whose body is not in its version",
    why=(
        "`auto` hashes the body of the task's own function. When only the helper changes, the old result is "
        "taken from the cache."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

def scale(x: int) -> int:
    return 2 * x

@env.task(cache="auto")
async def fit(epochs: int) -> int:
    return scale(epochs)
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(cache="auto")
async def fit(epochs: int) -> int:
    return 2 * epochs
""",
    scope=Scope.TASK,
    check=check,
    default=False,
)
