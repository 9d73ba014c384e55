"""TRG009: what is no trigger, or has no schedule, where one is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import UNTRANSLATED, Cover, Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity

AUTOMATIONS = ("Cron", "FixedRate", "OnArtifact")


def check(task: Task) -> Iterator[Hit]:
    """Look at the classes of triggers, and of what they are fired by."""
    for index, trigger in enumerate(task.declared.triggers):
        fields: Mapping[str, Any] = trigger
        kind, automation = fields.get("type", "Trigger"), fields["automation"]
        path = ("triggers", index) if task.written("triggers", index) else ("triggers",)
        if kind != "Trigger":
            value = fields.get("value")
            text = repr(value) if isinstance(value, str) else f"a {kind}"
            yield Hit(
                f"triggers has {text}, which is not a trigger",
                task.at(*path, used=True),
                field="triggers",
                value=str(value) if isinstance(value, str) else str(kind),
                fix=f"write flyte.Trigger('nightly', {_schedule(kind, value)})",
            )
        elif automation["kind"] not in (*AUTOMATIONS, "NoneType"):
            value = automation.get("value")
            text = repr(value) if automation["kind"] in ("str", "int") else f"a {automation['kind']}"
            yield Hit(
                f"trigger {fields.get('name')!r} is fired by {text}, which is not a schedule",
                task.at(*path, "automation"),
                field=f"triggers.{fields.get('name')}.automation",
                value=str(value),
                fix=f"write {_schedule(automation['kind'], value)}",
            )


def _schedule(kind: str, value: object) -> str:
    """Write the schedule that a value was meant as."""
    if kind == "str" and isinstance(value, str):
        return f"flyte.Cron({value!r})"
    minutes = value / 60 if kind == "timedelta" and isinstance(value, (int, float)) else value if kind == "int" else 0
    if isinstance(minutes, (int, float)) and minutes > 0 and not minutes % 1:
        return f"flyte.FixedRate({minutes:.0f})"
    return f"flyte.{kind}(...)" if kind in AUTOMATIONS else "flyte.Cron('0 6 * * *') or flyte.FixedRate(60)"


TRG009 = Rule(
    code="TRG009",
    slug="no-trigger",
    severity=Severity.ERROR,
    summary="A trigger, or what fires it, is of the wrong kind",
    why=(
        "`triggers=` takes `flyte.Trigger(...)`, and that a `flyte.Cron`, `FixedRate` or `OnArtifact`. The SDK refuses "
        "some other values when the module is imported; a text in place of a schedule stops the deployment."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("nightly", "0 5 * * *"))
async def fit(epochs: int = 1) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task(triggers=flyte.Trigger("nightly", flyte.Cron("0 5 * * *")))
async def fit(epochs: int = 1) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
    covers=(UNTRANSLATED, Cover("CON001", r"triggers\[.*")),
    refused=(r"(Trigger|Cron|FixedRate|OnArtifact)\.\w+", r"TaskEnvironment\.task\.triggers"),
)
