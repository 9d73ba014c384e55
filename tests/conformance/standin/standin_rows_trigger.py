"""Rows: triggers and their notifications."""

from __future__ import annotations

import inspect
from datetime import datetime, timezone
from typing import Any

from tests.conformance.standin.standin_harness import Row, spec
from tests.conformance.standin.standin_helpers import Call, signatures
from tests.conformance.standin.standin_rows_task import task

TRIGGER = Row("Trigger, Cron, FixedRate, OnArtifact and their placeholders")


def fired(start: datetime, x: int = 1, day: str = "d") -> int:
    return x


def trigger_message(make: Call, func: Any = fired) -> Call:
    """Return a trigger as it is deployed."""

    def call(flyte: Any) -> Any:
        made = task(flyte, func, triggers=make(flyte))
        message = spec(flyte, made)
        arguments = (made.name, message.task_template.interface.inputs, list(message.default_inputs))
        serde = __import__(f"{flyte.__name__}._internal.runtime.trigger_serde", fromlist=["to_task_trigger"])

        async def convert() -> list[Any]:
            return [await serde.to_task_trigger(each, *arguments) for each in made.triggers]

        import asyncio

        return asyncio.run(convert())

    return call


def plain(**settings: Any) -> Call:
    return trigger_message(
        lambda flyte: flyte.Trigger(
            **{"name": "t", **{key: value(flyte) if callable(value) else value for key, value in settings.items()}}
        )
    )


def notify(make: Call) -> Call:
    return plain(automation=lambda flyte: flyte.Cron("0 0 * * *"), notifications=make)


FAILED = "FAILED"


TRIGGER.table(
    {
        **signatures("Trigger", "Cron", "FixedRate", "OnArtifact", "TriggeredPartition"),
        **{
            f"{name}: signature": lambda flyte, name=name: inspect.signature(getattr(flyte.Trigger, name))
            for name in ("minutely", "hourly", "daily", "weekly", "monthly")
        },
        **{
            name: trigger_message(
                lambda flyte, name=name: getattr(flyte.Trigger, name)("start", inputs={"x": 3}, env_vars={"A": "1"})
            )
            for name in ("minutely", "hourly", "daily", "weekly", "monthly")
        },
        "without the time": trigger_message(lambda flyte: flyte.Trigger.daily(inputs={"start": datetime(2026, 1, 1)})),
        "by hand": plain(inputs={"x": 5}),
        "cron": plain(automation=lambda flyte: flyte.Cron("*/5 * * * *", timezone="Europe/Rome")),
        "fixed rate": plain(automation=lambda flyte: flyte.FixedRate(60)),
        "fixed rate from": plain(
            automation=lambda flyte: flyte.FixedRate(60, datetime(2026, 1, 2, 3, 4, tzinfo=timezone.utc))
        ),
        "everything": plain(
            description="words",
            auto_activate=False,
            env_vars={"A": "1"},
            interruptible=True,
            overwrite_cache=True,
            queue="q",
            max_action_concurrency=3,
            labels={"l": "1"},
            annotations={"a": "1"},
            custom_context={"c": "1"},
        ),
        "not interruptible": plain(interruptible=False),
        "artifact": plain(
            automation=lambda flyte: flyte.OnArtifact("model", "v1", region="us"),
            inputs=lambda flyte: {"x": flyte.TriggeredArtifact, "day": flyte.TriggeredPartition("date")},
        ),
        "artifact, any version": plain(automation=lambda flyte: flyte.OnArtifact("model", partitions={"a": "b"})),
        "partition of a number": plain(
            automation=lambda flyte: flyte.OnArtifact("model"),
            inputs=lambda flyte: {"x": flyte.TriggeredPartition("date")},
        ),
        "several": trigger_message(lambda flyte: (flyte.Trigger.daily("start"), flyte.Trigger.hourly("start"))),
        "input that is none": plain(inputs={"z": 5}),
        "input of a wrong type": plain(inputs={"x": object()}),
        "time input that is none": plain(
            automation=lambda flyte: flyte.FixedRate(5), inputs=lambda flyte: {"z": flyte.TriggerTime}
        ),
        "time by hand": plain(inputs=lambda flyte: {"start": flyte.TriggerTime}),
        "artifact by schedule": plain(
            automation=lambda flyte: flyte.FixedRate(5), inputs=lambda flyte: {"x": flyte.TriggeredArtifact}
        ),
        "partition by schedule": plain(
            automation=lambda flyte: flyte.FixedRate(5), inputs=lambda flyte: {"x": flyte.TriggeredPartition("a")}
        ),
        "time by artifact": plain(
            automation=lambda flyte: flyte.OnArtifact("a"), inputs=lambda flyte: {"start": flyte.TriggerTime}
        ),
        "two artifacts": plain(
            automation=lambda flyte: flyte.OnArtifact("a"),
            inputs=lambda flyte: {"x": flyte.TriggeredArtifact, "day": flyte.TriggeredArtifact},
        ),
        "no name": plain(name=""),
        "concurrency of one": plain(max_action_concurrency=1),
        "concurrency below zero": plain(max_action_concurrency=-2),
        "long description": lambda flyte: flyte.Trigger("t", description="x" * 300).description,
        "artifact without name": lambda flyte: flyte.OnArtifact(""),
        "artifact with a number": lambda flyte: flyte.OnArtifact("a", day=1),
        "partition without key": lambda flyte: flyte.TriggeredPartition(""),
        "as text": lambda flyte: [
            str(flyte.Cron("0 0 * * *", "US/Eastern")),
            str(flyte.FixedRate(5)),
            str(flyte.OnArtifact("a", "1", b="c")),
            str(flyte.OnArtifact("a")),
        ],
        "default that is a time": lambda flyte: spec(flyte, default_time(flyte)),
        "named rule": notify(lambda flyte: flyte.notify.NamedRule("oncall")),
        "email": notify(
            lambda flyte: flyte.notify.Email(
                on_phase=flyte.models.ActionPhase.FAILED, recipients=["a@b.c"], cc=["d@e.f"], html_body="<b>"
            )
        ),
        "slack": notify(lambda flyte: flyte.notify.Slack(on_phase=ends(flyte), webhook_url="https://s")),
        "slack blocks": notify(
            lambda flyte: flyte.notify.Slack(
                on_phase=ends(flyte), webhook_url="https://s", blocks=[{"type": "section"}]
            )
        ),
        "teams": notify(lambda flyte: flyte.notify.Teams(on_phase=ends(flyte), webhook_url="https://t")),
        "teams card": notify(
            lambda flyte: flyte.notify.Teams(on_phase=ends(flyte), webhook_url="https://t", card={"a": 1})
        ),
        "webhook": notify(
            lambda flyte: flyte.notify.Webhook(on_phase=ends(flyte), url="https://w", method="PUT", headers={"h": "1"})
        ),
        "several notifications": notify(
            lambda flyte: (
                flyte.notify.NamedDelivery(on_phase=ends(flyte), name="x"),
                flyte.notify.Email(on_phase=ends(flyte), recipients=("a@b.c",)),
            )
        ),
        "phases as text": notify(lambda flyte: flyte.notify.Webhook(on_phase=("failed", "succeeded"), url="https://w")),
        "one phase as text": notify(lambda flyte: flyte.notify.NamedDelivery(on_phase="failed", name="x")),
        "two inputs take the time": plain(
            automation=lambda flyte: flyte.FixedRate(5),
            inputs=lambda flyte: {"start": flyte.TriggerTime, "z": flyte.TriggerTime},
        ),
        "phase refused": lambda flyte: flyte.notify.NamedDelivery(on_phase=flyte.models.ActionPhase.RUNNING, name="x"),
        "no recipients": lambda flyte: flyte.notify.Email(on_phase=flyte.models.ActionPhase.FAILED, recipients=[]),
    }
)


def ends(flyte: Any) -> Any:
    return (flyte.models.ActionPhase.FAILED, flyte.models.ActionPhase.SUCCEEDED, flyte.models.ActionPhase.TIMED_OUT)


def default_time(flyte: Any) -> Any:
    def timed(at: datetime = flyte.TriggerTime) -> int:
        return 1

    return task(flyte, timed)


ROWS = [TRIGGER]
