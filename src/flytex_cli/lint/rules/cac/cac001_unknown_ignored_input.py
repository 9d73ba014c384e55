"""CAC001: an ignored input that the task does not have."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Compare with the interface; of an environment's cache, with the inputs of all its tasks."""
    ignored = (task.facts.cache or {}).get("ignored_inputs")
    names = [ignored] if isinstance(ignored, str) else ignored if isinstance(ignored, list) else []
    if not names:
        return
    inputs = {parameter.name for parameter in task.facts.inputs}
    place = task.at("cache", "ignored_inputs")
    if task.environment is not None and place.owner == task.environment.name:
        inputs |= {parameter.name for other in task.environment.tasks for parameter in other.facts.inputs}
    for name in names:
        if name not in inputs:
            yield Hit(
                f"ignored_inputs names {name!r}, which is not an input",
                task.at_text(str(name), "cache", "ignored_inputs"),
                field="cache.ignored_inputs",
                value=str(name),
                fix=f"write one of {', '.join(sorted(inputs))}" if inputs else "drop ignored_inputs",
            )


CAC001 = Rule(
    code="CAC001",
    slug="unknown-ignored-input",
    severity=Severity.ERROR,
    summary="Cache(ignored_inputs=...) names an input that the task does not have",
    why=("The name is sent as it is, so after a typo the noisy input stays in the key, and the cache is never hit."),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(cache=flyte.Cache("auto", ignored_inputs=("epoch",)))
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(cache=flyte.Cache("auto", ignored_inputs=("epochs",)))
async def fit(data: str, epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
)
