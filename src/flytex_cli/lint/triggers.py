"""The triggers of a task as declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flytex_cli.project import App, Task, Workload
from flytex_cli.project.fields import Step


@dataclass(frozen=True)
class DeclaredTrigger:
    """One trigger.

    Attributes:
        kind: the class of its automation: `Cron`, `FixedRate`, `OnArtifact`; `NoneType` for one started by hand.
        interval_minutes: as given, of whatever type.
        inputs: what it binds; the trigger's time is `{"trigger_time": True}`.
        notifications: their fields.
        index: its place among the task's triggers.
    """

    name: str
    kind: str
    expression: str | None
    timezone: str | None
    interval_minutes: object
    inputs: Mapping[str, Any]
    notifications: tuple[Mapping[str, Any], ...]
    index: int

    @property
    def path(self) -> tuple[Step, ...]:
        """How it is written."""
        return "triggers", self.index

    @property
    def field(self) -> str:
        """The setting's path as text."""
        return f"triggers.{self.name}"

    @property
    def fires(self) -> bool:
        """Whether it starts runs by the clock."""
        return self.kind in ("Cron", "FixedRate")


@dataclass(frozen=True)
class Variables:
    """The names of environment variables that a task, or a run that a trigger starts, has.

    Attributes:
        field: the setting's path as text.
        path: how it is written.
    """

    names: tuple[str, ...]
    field: str
    path: tuple[Step, ...]


def env_vars(workload: Workload) -> Iterator[Variables]:
    """Yield the variables of a task or an app, then those of a task's triggers."""
    yield Variables(tuple(variable.name for variable in workload.declared.env_vars), "env_vars", ("env_vars",))
    if isinstance(workload, App):
        return
    for trigger in declared_triggers(workload):
        fields: Mapping[str, Any] = workload.declared.triggers[trigger.index]
        yield Variables(tuple(fields["env_vars"]), f"{trigger.field}.env_vars", (*trigger.path, "env_vars"))


def declared_triggers(task: Task) -> Iterator[DeclaredTrigger]:
    """Yield each trigger in declared order; what is none is TRG009's."""
    for index, trigger in enumerate(task.declared.triggers):
        fields: Mapping[str, Any] = trigger
        if fields.get("type", "Trigger") != "Trigger":
            continue
        automation = fields["automation"]
        notifications = fields.get("notifications") or ()
        if isinstance(notifications, Mapping):
            notifications = (notifications,)
        yield DeclaredTrigger(
            name=str(fields.get("name")),
            kind=str(automation["kind"]),
            expression=automation.get("expression"),
            timezone=automation.get("timezone"),
            interval_minutes=automation.get("interval_minutes"),
            inputs=fields["inputs"],
            notifications=tuple(each for each in notifications if isinstance(each, Mapping)),
            index=index,
        )
