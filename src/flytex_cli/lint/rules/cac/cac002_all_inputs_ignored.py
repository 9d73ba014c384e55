"""CAC002: a cache key without an input."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Compare the ignored inputs of the spec with the interface."""
    metadata = task.template.metadata if task.template is not None else None
    names = {parameter.name for parameter in task.facts.inputs}
    if metadata is not None and metadata.discoverable and names and names <= set(metadata.cache_ignore_input_vars):
        yield Hit(
            "all inputs are ignored, so the task only ever runs once",
            task.at("cache", "ignored_inputs"),
            field="cache.ignored_inputs",
            value=", ".join(sorted(names)),
            fix="ignore only what does not change the result",
        )


CAC002 = Rule(
    code="CAC002",
    slug="all-inputs-ignored",
    severity=Severity.WARNING,
    summary="All inputs of a cached task are ignored",
    why="The task only ever runs once, whatever its inputs.",
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(cache=flyte.Cache("auto", ignored_inputs=("epochs",)))
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(cache=flyte.Cache("auto", ignored_inputs=("label",)))
async def fit(epochs: int, label: str) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
)
