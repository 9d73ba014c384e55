"""Tasks and environments: their wire messages, and what was declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from flytex_cli.records.app import AppFacts
from flytex_cli.records.base import Json, Message, SourceLocation

if TYPE_CHECKING:
    from flyteidl2.task.task_definition_pb2 import TaskSpec, TaskTrigger
    from flyteidl2.task.task_service_pb2 import DeployTaskRequest


@dataclass(frozen=True, slots=True)
class Parameter:
    """One input or output as declared: its annotation and default as text."""

    name: str
    type: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the user declared for a task, before any translation.

    Mappings hold the constructor fields that were set, by the SDK's own names, as JSON values; an object without a JSON
    form is given by its `repr`.
    """

    kind: str
    signature: str
    inputs: tuple[Parameter, ...] = ()
    outputs: tuple[Parameter, ...] = ()
    image: Mapping[str, Json] | None = None
    resources: Mapping[str, Json] | None = None
    cache: Mapping[str, Json] | None = None
    retries: Mapping[str, Json] | None = None
    timeout: Mapping[str, Json] | None = None
    secrets: tuple[Mapping[str, Json], ...] = ()
    env_vars: tuple[str, ...] = ()
    reusable: Mapping[str, Json] | None = None
    pod_template: Mapping[str, Json] | None = None
    plugin_config: str | None = None
    interruptible: bool = False
    report: bool = False
    docs: str | None = None


@dataclass(frozen=True)
class TaskRecord:
    """One task: its wire messages, what was declared, and where."""

    name: str
    environment: str | None
    facts: Facts
    location: SourceLocation
    message: Message
    spec_bytes: bytes = field(repr=False)
    trigger_bytes: tuple[bytes, ...] = field(default=(), repr=False)

    @cached_property
    def spec(self) -> TaskSpec:
        """The `flyteidl2.task.TaskSpec`, kept: for those who look at it again and again."""
        return self.parsed()[0]

    @cached_property
    def triggers(self) -> tuple[TaskTrigger, ...]:
        """The `flyteidl2.task.TaskTrigger`s in declared order, kept."""
        return self.parsed()[1]

    def parsed(self) -> tuple[TaskSpec, tuple[TaskTrigger, ...]]:
        """Return its messages, parsed anew: they take ten times the room of their bytes."""
        from flyteidl2.task.task_definition_pb2 import TaskSpec, TaskTrigger

        return TaskSpec.FromString(self.spec_bytes), tuple(map(TaskTrigger.FromString, self.trigger_bytes))

    @property
    def wire_bytes(self) -> tuple[bytes, ...]:
        """All its messages, serialized."""
        return (self.spec_bytes, *self.trigger_bytes)

    @property
    def wire(self) -> TaskSpec | DeployTaskRequest:
        """The message this record stands for, made anew: the TaskSpec, or the DeployTaskRequest around it."""
        spec, triggers = self.parsed()
        if self.message is Message.TASKSPEC:
            return spec
        from flyteidl2.task.task_definition_pb2 import TaskIdentifier
        from flyteidl2.task.task_service_pb2 import DeployTaskRequest

        ident = spec.task_template.id
        task_id = TaskIdentifier(
            org=ident.org, project=ident.project, domain=ident.domain, name=ident.name, version=ident.version
        )
        return DeployTaskRequest(task_id=task_id, spec=spec, triggers=triggers)


@dataclass(frozen=True)
class EnvironmentRecord:
    """One `TaskEnvironment` (or other `Environment`) as declared.

    Attributes:
        app: what an `AppEnvironment` declares beside that; None for other environments.
    """

    name: str
    kind: str
    location: SourceLocation
    description: str | None = None
    image: Mapping[str, Json] | None = None
    resources: Mapping[str, Json] | None = None
    depends_on: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    secrets: tuple[Mapping[str, Json], ...] = ()
    env_vars: tuple[str, ...] = ()
    reusable: Mapping[str, Json] | None = None
    pod_template: Mapping[str, Json] | None = None
    plugin_config: str | None = None
    app: AppFacts | None = None
