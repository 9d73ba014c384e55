"""`TaskTrigger`: what starts the task, with which inputs and run settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from flyteidl2.core import interface_pb2, literals_pb2, types_pb2
from flyteidl2.task import common_pb2, run_pb2, task_definition_pb2
from google.protobuf.wrappers_pb2 import BoolValue

from flytex_cli.standin._core.context.custom_context import KICKOFF_TIME_KEY
from flytex_cli.standin._core.trigger.automation import TriggeredArtifact, TriggeredPartition, TriggerTime
from flytex_cli.standin._core.trigger.trigger import Trigger
from flytex_cli.standin._core.types import to_literal

from .automation import to_automation_spec
from .defaults import DefaultInputError
from .message import message

if TYPE_CHECKING:
    from flytex_cli.standin._core.task.template import TaskTemplate


def to_task_triggers(
    task: TaskTemplate[..., Any, Any], spec: task_definition_pb2.TaskSpec
) -> list[task_definition_pb2.TaskTrigger]:
    """Return the triggers of a task that is translated already."""
    return [
        to_task_trigger(trigger, task.name, spec.task_template.interface.inputs, spec.default_inputs)
        for trigger in task.triggers
    ]


def to_task_trigger(
    trigger: Trigger,
    task_name: str,
    task_inputs: interface_pb2.VariableMap,
    task_default_inputs: Iterable[common_pb2.NamedParameter],
) -> task_definition_pb2.TaskTrigger:
    """Return one trigger; its inputs are its own values, then the task's defaults for the others."""
    types = {entry.key: entry.value.type for entry in task_inputs.variables}
    given = trigger.inputs or {}
    _check_inputs(trigger, task_name, given, types)
    values = {name: value for name, value in given.items() if not _is_placeholder(value)}
    inputs = common_pb2.Inputs(
        literals=_to_literals(trigger, task_name, values, types, task_default_inputs),
        context=_pairs({**(trigger.custom_context or {}), **_kickoff_context(given)}),
    )
    return task_definition_pb2.TaskTrigger(
        name=trigger.name,
        spec=task_definition_pb2.TaskTriggerSpec(
            active=trigger.auto_activate,
            run_spec=_to_run_spec(trigger),
            inputs=inputs,
            description=trigger.description,
        ),
        automation_spec=to_automation_spec(trigger),
    )


def _is_placeholder(value: Any) -> bool:
    return value is TriggerTime or value is TriggeredArtifact or isinstance(value, TriggeredPartition)


def _kickoff_context(given: Mapping[str, Any]) -> dict[str, str]:
    """Tell the runtime too which input gets the time: the stored inputs cannot hold it."""
    names = [name for name, value in given.items() if value is TriggerTime]
    return {KICKOFF_TIME_KEY: names[-1]} if names else {}


def _pairs(values: Mapping[str, str]) -> list[literals_pb2.KeyValuePair]:
    return [literals_pb2.KeyValuePair(key=key, value=value) for key, value in values.items()]


def _check_inputs(
    trigger: Trigger, task_name: str, given: Mapping[str, Any], types: Mapping[str, types_pb2.LiteralType]
) -> None:
    for name, value in given.items():
        if name not in types:
            raise ValueError(
                f"task {task_name}, trigger {trigger.name!r}: {name!r} is no input of the task; "
                f"its inputs are {', '.join(types) or 'none'}"
            )
        if isinstance(value, TriggeredPartition) and types[name].simple not in (types_pb2.DATETIME, types_pb2.STRING):
            raise ValueError(
                f"task {task_name}, trigger {trigger.name!r}: input {name!r} gets a partition of the artifact, so its "
                "type must be datetime (the time partition) or str"
            )


def _to_literals(
    trigger: Trigger,
    task_name: str,
    values: Mapping[str, Any],
    types: Mapping[str, types_pb2.LiteralType],
    defaults: Iterable[common_pb2.NamedParameter],
) -> list[common_pb2.NamedLiteral]:
    literals = []
    for name, value in values.items():
        try:
            if isinstance(value, dict) and value and _is_map(types[name]):
                raise TypeError("SDK 2.12.1 tests a dict against dict[str, ...], which Python refuses")
            literal = to_literal(value, type(value), types[name])
        except Exception as error:  # a type plugin's conversion may raise anything
            raise DefaultInputError(task_name, name, f"trigger {trigger.name!r}: {error}") from error
        literals.append(common_pb2.NamedLiteral(name=name, value=literal))
    literals += [
        common_pb2.NamedLiteral(name=default.name, value=default.parameter.default)
        for default in defaults
        if default.name not in values
    ]
    return literals


def _is_map(kind: types_pb2.LiteralType) -> bool:
    return kind.HasField("map_value_type") or any(map(_is_map, kind.union_type.variants))


def _to_run_spec(trigger: Trigger) -> run_pb2.RunSpec:
    rule_name, rules = None, None
    if trigger.notifications:
        from .notifications import to_notification_settings

        rule_name, rules = to_notification_settings(trigger.notifications)
    return message(
        run_pb2.RunSpec,
        overwrite_cache=trigger.overwrite_cache,
        envs=run_pb2.Envs(values=_pairs(trigger.env_vars)) if trigger.env_vars else None,
        interruptible=BoolValue(value=trigger.interruptible) if trigger.interruptible is not None else None,
        queue=trigger.queue,
        max_action_concurrency=trigger.max_action_concurrency or 0,
        labels=run_pb2.Labels(values=trigger.labels) if trigger.labels else None,
        annotations=run_pb2.Annotations(values=trigger.annotations) if trigger.annotations else None,
        notification_rule_name=rule_name,
        notification_rules=rules,
    )
