"""TRG010: labels and annotations of a trigger that Kubernetes refuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.triggers import declared_triggers
from flytex_cli.pods.names import is_label_key, is_label_value
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Try keys, and the values of labels; an annotation may have any value."""
    for trigger in declared_triggers(task):
        fields: Mapping[str, Any] = task.declared.triggers[trigger.index]
        for kind in ("labels", "annotations"):
            pairs = fields.get(kind)
            for key, value in pairs.items() if isinstance(pairs, Mapping) else ():
                problem = _problem(kind, str(key), value)
                if problem is not None:
                    yield Hit(
                        f"{problem} of trigger {trigger.name!r}",
                        task.at(*trigger.path, kind, str(key)),
                        field=f"{trigger.field}.{kind}",
                        value=str(key),
                        fix="use letters, digits, -, _ and ., beginning and ending with a letter or digit",
                    )


def _problem(kind: str, key: str, value: object) -> str | None:
    if not is_label_key(key if kind == "labels" else key.lower()):
        return f"{key!r} is not a key that Kubernetes takes in {kind}"
    if kind == "labels" and isinstance(value, str) and not is_label_value(value):
        return f"{value!r} is not a value that Kubernetes takes in labels"
    return None


TRG010 = Rule(
    code="TRG010",
    slug="bad-trigger-label",
    severity=Severity.ERROR,
    summary="A trigger sets a label or an annotation that Kubernetes refuses",
    why=(
        "The labels and annotations of a trigger become those of its runs' Pods. The trigger is deployed, and the Pods of "
        "every run that it starts are refused."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("nightly", flyte.Cron("0 5 * * *"), labels={"team name": "search"}))
async def fit(epochs: int = 1) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("nightly", flyte.Cron("0 5 * * *"), labels={"team-name": "search"}))
async def fit(epochs: int = 1) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
)
