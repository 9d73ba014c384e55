"""What is shown of environments and tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flytex_cli.cost.model import Cost
from flytex_cli.records import Parameter, ShownLocation


@dataclass(frozen=True)
class Amount:
    """What a task asks of one resource; `device` is the model of an accelerator, `A100 1g.5gb`."""

    request: str | None = None
    limit: str | None = None
    device: str | None = None

    def __str__(self) -> str:
        """`1`, `1-4`, `?-4`, `2 nvidia-tesla-a100`."""
        amount = self.request or "?"
        if self.limit is not None and self.limit != self.request:
            amount += f"-{self.limit}"
        return f"{amount} {self.device}" if self.device else amount


@dataclass(frozen=True)
class ImageSummary:
    """The image a task runs in, and what it is made of.

    Attributes:
        layers: one line each, as `pip pandas==2.2.3`.
    """

    uri: str
    base: str | None = None
    layers: tuple[str, ...] = ()


@dataclass(frozen=True)
class CacheSummary:
    """Whether and by what a task is cached."""

    enabled: bool = False
    version: str | None = None
    behavior: str | None = None
    serialize: bool = False
    ignored_inputs: tuple[str, ...] = ()

    def __str__(self) -> str:
        """`auto 3e1a4b97`, `2026-10 serialized`; nothing where there is no cache."""
        if not self.enabled:
            return ""
        by_body = self.behavior == "auto" and self.version is not None
        words = [f"auto {self.version[:8]}" if by_body and self.version else self.version or "on"]
        words += ["serialized"] if self.serialize else []
        words += [f"ignores {', '.join(self.ignored_inputs)}"] if self.ignored_inputs else []
        return " ".join(words)


@dataclass(frozen=True)
class SecretSummary:
    """A secret and where the task finds it."""

    key: str
    group: str | None = None
    variable: str | None = None

    def __str__(self) -> str:
        """`llm/openai-key as OPENAI_API_KEY`."""
        name = f"{self.group}/{self.key}" if self.group else self.key
        return f"{name} as {self.variable}" if self.variable else f"{name} as a file"


@dataclass(frozen=True)
class TriggerSummary:
    """A trigger and when it fires.

    Attributes:
        fires: the next times in its zone, RFC 3339; None where they were not asked for or cannot be known.
        problem: why the backend would refuse its schedule.
    """

    name: str
    schedule: str
    active: bool
    description: str | None = None
    fires: tuple[str, ...] | None = None
    problem: str | None = None

    def __str__(self) -> str:
        """`nightly (cron 0 2 * * * UTC)`."""
        words = [self.schedule, *([] if self.active else ["not active"]), *([self.problem] if self.problem else [])]
        return f"{self.name} ({', '.join(words)})"


@dataclass(frozen=True)
class FindingSummary:
    """What `flytex lint` says of the task."""

    code: str
    severity: str
    message: str
    place: str
    fix: str | None = None


@dataclass(frozen=True)
class TaskSummary:
    """One task.

    Attributes:
        type: its type on the wire, which decides what runs it: `python`, `actor`, `raw-container`, `spark`.
        location: relative to the working directory.
        command: what the container runs.
        timeout: in seconds.
        reuse: of a reusable environment, in a few words.
        findings: None where lint was not asked.
        cost: None where no rates are known, or the task becomes no Pod of its own.
    """

    name: str
    environment: str | None
    type: str
    location: ShownLocation
    signature: str
    docs: str | None
    inputs: tuple[Parameter, ...]
    outputs: tuple[Parameter, ...]
    image: ImageSummary
    resources: Mapping[str, Amount]
    cache: CacheSummary
    retries: int
    timeout: float | None
    interruptible: bool
    report: bool
    secrets: tuple[SecretSummary, ...]
    env: Mapping[str, str]
    command: tuple[str, ...]
    reuse: str | None
    pod_template: str | None
    triggers: tuple[TriggerSummary, ...]
    findings: tuple[FindingSummary, ...] | None = None
    cost: Cost | None = None


@dataclass(frozen=True)
class AppParameterSummary:
    """A parameter of an app and where the app finds it.

    Attributes:
        value: as text; of a value that is looked up, what is known of it.
    """

    name: str
    value: str
    variable: str | None = None
    mount: str | None = None

    def __str__(self) -> str:
        """`model = RunOutput(task_name='work.train') as MODEL, mounted at /m`."""
        words = [f"{self.name} = {self.value}", *([f"as {self.variable}"] if self.variable else [])]
        return " ".join(words) + (f", mounted at {self.mount}" if self.mount else "")


@dataclass(frozen=True)
class AppSummary:
    """One app.

    Attributes:
        kind: its class: `FastAPIAppEnvironment`.
        type: what the platform is told it is: `FastAPI`.
        address: what decides its address: subdomain, custom domain; the platform's own name for it when empty.
        scaling: replicas and what they follow, in a few words.
        requires_auth: whether its callers must be signed in.
        server: the function that serves it, `module:qualname`.
        request_timeout: in seconds.
        findings: None where lint was not asked.
    """

    name: str
    kind: str
    type: str | None
    location: ShownLocation
    description: str | None
    depends_on: tuple[str, ...]
    image: ImageSummary
    resources: Mapping[str, Amount]
    port: int | None
    address: tuple[str, ...]
    scaling: str
    requires_auth: bool
    request_timeout: float | None
    parameters: tuple[AppParameterSummary, ...]
    links: tuple[str, ...]
    secrets: tuple[SecretSummary, ...]
    env: Mapping[str, str]
    command: tuple[str, ...]
    server: str | None
    include: tuple[str, ...]
    cluster: str | None
    pod_template: str | None
    findings: tuple[FindingSummary, ...] | None = None


@dataclass(frozen=True)
class EnvironmentSummary:
    """One environment with its tasks, or its app.

    Attributes:
        kind: its class: `TaskEnvironment`, `AppEnvironment`.
        tasks: those that are shown.
        app: the one it is, if it is shown.
    """

    name: str
    kind: str
    location: ShownLocation
    description: str | None
    depends_on: tuple[str, ...]
    tasks: tuple[TaskSummary, ...] = field(default=())
    app: AppSummary | None = None

    @property
    def items(self) -> tuple[TaskSummary | AppSummary, ...]:
        """Its tasks, then the app."""
        return (*self.tasks, *([] if self.app is None else [self.app]))


@dataclass(frozen=True)
class Overview:
    """All that is shown: environments in the order they were met, tasks and apps in the order asked for.

    Attributes:
        at: the moment fire times are counted from, RFC 3339; None where there are none.
    """

    environments: tuple[EnvironmentSummary, ...]
    tasks: tuple[TaskSummary, ...]
    apps: tuple[AppSummary, ...] = ()
    at: str | None = None

    @property
    def items(self) -> tuple[TaskSummary | AppSummary, ...]:
        """The tasks, then the apps."""
        return (*self.tasks, *self.apps)
