"""`TriggerAutomationSpec`: cron, fixed rate, artifact, or none."""

from __future__ import annotations

from flyteidl2.task import common_pb2
from google.protobuf.timestamp_pb2 import Timestamp

from flytex_cli.standin._core.trigger.automation import (
    Cron,
    FixedRate,
    OnArtifact,
    TriggeredArtifact,
    TriggeredPartition,
    TriggerTime,
)
from flytex_cli.standin._core.trigger.trigger import Trigger

from .message import need


def to_automation_spec(trigger: Trigger) -> common_pb2.TriggerAutomationSpec:
    """Return the automation, and in it the inputs that get the time, the artifact or its partitions."""
    automation = trigger.automation
    if automation is None:
        return common_pb2.TriggerAutomationSpec(type=common_pb2.TYPE_NONE)
    if isinstance(automation, OnArtifact):
        need(common_pb2, "ArtifactTrigger")
        return common_pb2.TriggerAutomationSpec(
            type=common_pb2.TYPE_ARTIFACT, artifact=_to_artifact(automation, trigger)
        )
    # Of several inputs the last gets the time, as in SDK 2.12.1.
    time_inputs = [name for name, value in (trigger.inputs or {}).items() if value is TriggerTime]
    time_input = time_inputs[-1] if time_inputs else None
    return common_pb2.TriggerAutomationSpec(
        type=common_pb2.TYPE_SCHEDULE, schedule=_to_schedule(automation, time_input)
    )


def _to_schedule(automation: Cron | FixedRate, time_input: str | None) -> common_pb2.Schedule:
    if isinstance(automation, Cron):
        cron = common_pb2.Cron(expression=automation.expression, timezone=automation.timezone)
        return common_pb2.Schedule(cron=cron, kickoff_time_input_arg=time_input)
    if not isinstance(automation, FixedRate):
        raise TypeError(f"a trigger's automation is a Cron, FixedRate or OnArtifact, got {automation!r}")
    start = None
    if automation.start_time is not None:
        start = Timestamp()
        start.FromDatetime(automation.start_time)
    rate = common_pb2.FixedRate(
        value=automation.interval_minutes, unit=common_pb2.FIXED_RATE_UNIT_MINUTE, start_time=start
    )
    return common_pb2.Schedule(rate=rate, kickoff_time_input_arg=time_input)


def _to_artifact(automation: OnArtifact, trigger: Trigger) -> common_pb2.ArtifactTrigger:
    inputs = trigger.inputs or {}
    return common_pb2.ArtifactTrigger(
        artifact_name=automation.name,
        version=automation.version or "",
        input_arg=next((name for name, value in inputs.items() if value is TriggeredArtifact), ""),
        partitions=dict(automation.partitions or {}),
        partition_input_args={
            name: value.key for name, value in inputs.items() if isinstance(value, TriggeredPartition)
        },
    )
