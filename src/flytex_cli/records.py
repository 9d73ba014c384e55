"""What loading a module yields: plain, frozen values that every command works from.

A `TaskRecord` carries the wire messages as bytes (a `flyteidl2.task.TaskSpec` and its `TaskTrigger`s) beside what the
user declared, so that lint, diff, inspect and podspec need neither the user's module nor an engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Union

if TYPE_CHECKING:
    from flyteidl2.task.task_definition_pb2 import TaskSpec, TaskTrigger
    from flyteidl2.task.task_service_pb2 import DeployTaskRequest

Json = Union[None, bool, int, float, str, Sequence["Json"], Mapping[str, "Json"]]  # noqa: UP007  (runs on 3.10)


class Severity(str, Enum):
    """How much a diagnostic matters: an `error` makes the run exit 3, a `warning` is only said."""

    ERROR = "error"
    WARNING = "warning"


class Message(str, Enum):
    """Which wire message the engine fills: what `flyte.extras.serialize` gives, or what `flyte deploy` sends."""

    TASKSPEC = "taskspec"
    DEPLOY_REQUEST = "deploy-request"


@dataclass(frozen=True)
class SourceLocation:
    """Where something is written.

    In a record `file` is relative to the root directory, so that output does not depend on the working directory; in a
    diagnostic it is relative to the working directory, so that a person can open it. Outside of these it is absolute.
    """

    file: str
    line: int | None = None
    function: str | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Diagnostic:
    """Something a person must hear about a module or one of its tasks.

    Attributes:
        message: one sentence, quoting the value it is about.
        hint: one line on how to mend it.
        task: full task name, where it is about one task.
        field: path of the TaskSpec or constructor field, where it is about one field (`default_inputs.x`).
        trace: the user's own frames, outermost first; `full_trace` has every frame.
    """

    severity: Severity
    message: str
    hint: str | None = None
    location: SourceLocation | None = None
    task: str | None = None
    field: str | None = None
    trace: str | None = None
    full_trace: str | None = None


@dataclass(frozen=True)
class Parameter:
    """One input or output as declared: its annotation and default as text."""

    name: str
    type: str
    default: str | None = None


@dataclass(frozen=True)
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
        """The `flyteidl2.task.TaskSpec`."""
        from flyteidl2.task.task_definition_pb2 import TaskSpec

        return TaskSpec.FromString(self.spec_bytes)

    @cached_property
    def triggers(self) -> tuple[TaskTrigger, ...]:
        """The `flyteidl2.task.TaskTrigger`s in declared order."""
        from flyteidl2.task.task_definition_pb2 import TaskTrigger

        return tuple(TaskTrigger.FromString(data) for data in self.trigger_bytes)

    @property
    def wire(self) -> TaskSpec | DeployTaskRequest:
        """The message this record stands for: the TaskSpec, or the DeployTaskRequest around it."""
        if self.message is Message.TASKSPEC:
            return self.spec
        from flyteidl2.task.task_definition_pb2 import TaskIdentifier
        from flyteidl2.task.task_service_pb2 import DeployTaskRequest

        ident = self.spec.task_template.id
        task_id = TaskIdentifier(
            org=ident.org, project=ident.project, domain=ident.domain, name=ident.name, version=ident.version
        )
        return DeployTaskRequest(task_id=task_id, spec=self.spec, triggers=self.triggers)


@dataclass(frozen=True)
class EnvironmentRecord:
    """One `TaskEnvironment` (or other `Environment`) as declared."""

    name: str
    kind: str
    location: SourceLocation
    description: str | None = None
    image: Mapping[str, Json] | None = None
    resources: Mapping[str, Json] | None = None
    depends_on: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    secrets: tuple[Mapping[str, Json], ...] = ()
    env_vars: tuple[str, ...] = ()
    reusable: Mapping[str, Json] | None = None
    pod_template: Mapping[str, Json] | None = None
    plugin_config: str | None = None


@dataclass(frozen=True)
class EngineInfo:
    """Which `flyte` the modules were loaded with."""

    name: str
    version: str
    python: str


@dataclass(frozen=True)
class ModuleReport:
    """All that came of loading one module.

    Attributes:
        file: the path as given on the command line or found in a folder.
        stubbed: packages that were not installed and stood for by import stubs.
    """

    file: str
    root: str
    environments: tuple[EnvironmentRecord, ...] = ()
    records: tuple[TaskRecord, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    stubbed: tuple[str, ...] = ()
    output: str = field(default="", repr=False)
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        """Whether any part of the module could not be loaded or translated."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)
