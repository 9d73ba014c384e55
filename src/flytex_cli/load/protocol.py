"""What flytex and the processes that run user code say to each other.

Three processes speak, in frames (`framing.py`) whose kind is the message's place in `MESSAGES`:

    flytex (runner.py)  --Run-->     warm process (server.py)  --Job-->     module process (worker.py)
                        <--events--                            <--events--

A module process sends `Phase`, `EnvironmentFound`, `ModulesLoaded`, `SourceRead`, `TaskDeclared`, `AppDeclared`,
`RecordFound`, `AppFound`, `ImageFound`, `DiagnosticReported`, `Stubbed`, `InputsRead`, then `Finished`; or `Crashed`.
A spawned one begins with `EngineUp` or `EngineFailed`, which the warm process sends itself where it forks. The warm
process reads only `Phase` and `Finished`, which it keeps; of any other frame it only adds the module's index before it
passes it on.
Its own events are `Started` and `Running`, `Done` when a module process has ended, and every second `Alive`: flytex
waits for no process that does not answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, Union, get_args

from flytex_cli.config import chosen
from flytex_cli.engine.base import ContextSpec, EngineChoice
from flytex_cli.load import framing
from flytex_cli.load.framing import Frame, ProtocolError
from flytex_cli.load.target import ModuleTarget
from flytex_cli.load.typed_json import from_json, to_plain
from flytex_cli.records import (
    AppRecord,
    DeclaredApp,
    DeclaredTask,
    Diagnostic,
    EngineInfo,
    EnvironmentRecord,
    ImageRecord,
    Inputs,
    LoadedModule,
    Message,
    SourceRecord,
    TaskRecord,
)

_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_asdict = to_plain
"""Both taken before user code could replace `json.dumps` and what it calls."""

_HALF = re.compile(r"(?<!\\)((?:\\\\)*)\\u(?:d[89abdef]..|dc[0-7].)", re.IGNORECASE)
"""Half of a surrogate pair, which no file can hold, escaped in JSON; not those that stand for a byte of a path."""


@dataclass(frozen=True)
class LoadRequest:
    """How to load modules, and the context their tasks are serialized in.

    Attributes:
        jobs: how many modules at a time; the number of processors when 0.
        timeout: seconds a module may take, None for no limit.
        max_memory: bytes of address space a module process may have, None for no bound.
        stub_imports: let modules load without packages that are not installed: all of them, or those named.
        apps: also translate the apps, where `message` alone does not ask for them.
        images: describe the images of the environments, all of them or those named, and translate no task.
        loaded: also report which modules of the user's own tree were loaded.
        inputs: also report what was read, listed and looked for meanwhile.
        declarations: also report every task and app as declared, and the sources of both (for lint and graph).
        folder: the working directory modules are loaded in; the current one when None.
        start_method: `fork` from one warm process, or `spawn` one interpreter per module; None chooses what is safe.
        without_git: let the engine find no repository, so that tasks have no source link and no `git status` is run.
    """

    engine: EngineChoice = EngineChoice.AUTO
    context: ContextSpec = field(default_factory=ContextSpec)
    message: Message = Message.TASKSPEC
    jobs: int = 0
    timeout: float | None = 120.0
    max_memory: int | None = None
    allow_network: bool = False
    stub_imports: bool | Sequence[str] = False
    apps: bool = False
    images: bool | Sequence[str] = False
    loaded: bool = False
    inputs: bool = False
    declarations: bool = False
    folder: str | None = None
    start_method: str | None = None
    without_git: bool = False

    def __post_init__(self) -> None:
        """Take the words of the closed choices too.

        Raises:
            UsageError: an unknown word.
        """
        object.__setattr__(self, "engine", chosen(EngineChoice, self.engine, "engine"))
        object.__setattr__(self, "message", chosen(Message, self.message, "message"))

    @property
    def wants_tasks(self) -> bool:
        """Whether tasks are translated."""
        return self.message is not Message.APP and not self.images

    @property
    def wants_apps(self) -> bool:
        """Whether apps are translated."""
        return self.apps or self.message is not Message.TASKSPEC


@dataclass(frozen=True)
class Run:
    """Load these modules."""

    targets: tuple[ModuleTarget, ...]
    load: LoadRequest


@dataclass(frozen=True)
class Job:
    """Load this module."""

    target: ModuleTarget
    load: LoadRequest


@dataclass(frozen=True)
class EngineUp:
    """The engine is up."""

    engine: EngineInfo
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class EngineFailed:
    """It is not, and nothing else will come."""

    message: str
    hint: str | None = None


@dataclass(frozen=True)
class Started:
    """A module process is about to run."""


@dataclass(frozen=True)
class Running:
    """It runs, as the leader of a process group of its own."""

    pid: int


@dataclass(frozen=True)
class Alive:
    """The warm process has nothing else to say."""


@dataclass(frozen=True)
class Phase:
    """What a module process is doing now, for the case that it does not come back."""

    text: str


@dataclass(frozen=True)
class EnvironmentFound:
    """An environment was collected."""

    environment: EnvironmentRecord


@dataclass(frozen=True)
class ModulesLoaded:
    """These modules of the user's own tree were loaded; where that is asked for."""

    modules: tuple[LoadedModule, ...]


@dataclass(frozen=True)
class SourceRead:
    """A file was read; where declarations are asked for."""

    source: SourceRecord


@dataclass(frozen=True)
class TaskDeclared:
    """A task was collected, translated or not; where declarations are asked for."""

    task: DeclaredTask


@dataclass(frozen=True)
class AppDeclared:
    """An app was collected, translated or not; where declarations are asked for."""

    app: DeclaredApp


@dataclass(frozen=True)
class RecordFound:
    """A task was translated. Its wire messages travel in the blob: the TaskSpec, then each TaskTrigger."""

    record: TaskRecord


@dataclass(frozen=True)
class AppFound:
    """An app was translated. Its wire message travels in the blob."""

    app: AppRecord


@dataclass(frozen=True)
class ImageFound:
    """An image of some environments was described."""

    image: ImageRecord


@dataclass(frozen=True)
class DiagnosticReported:
    """There is something to tell the user."""

    diagnostic: Diagnostic


@dataclass(frozen=True)
class Stubbed:
    """These packages were stubbed."""

    packages: tuple[str, ...]


@dataclass(frozen=True)
class InputsRead:
    """This was read, listed and looked for; where that is asked for."""

    inputs: Inputs


@dataclass(frozen=True)
class Finished:
    """The module process has nothing more to report."""


@dataclass(frozen=True)
class Crashed:
    """flytex's own code failed beside the module: a bug, or what the module did to it."""

    traceback: str


@dataclass(frozen=True)
class Done:
    """A module process has ended.

    Attributes:
        how: `ok`, `timeout`, `broken` (it wrote something else into the stream), `signal`, `exit`, or `lost` (the warm
            process was, with it).
        code: its exit status, negative for a signal.
        phase: the last one it reported.
        broken: what was wrong with the stream, or how the warm process was lost.
        output: what it printed.
    """

    how: str
    code: int = 0
    phase: str = ""
    broken: str | None = None
    seconds: float = 0.0
    output: str = ""


Event: TypeAlias = Union[  # noqa: UP007  (runs on 3.10)
    EngineUp,
    EngineFailed,
    Started,
    Running,
    Alive,
    Phase,
    EnvironmentFound,
    ModulesLoaded,
    SourceRead,
    TaskDeclared,
    AppDeclared,
    RecordFound,
    AppFound,
    ImageFound,
    DiagnosticReported,
    Stubbed,
    InputsRead,
    Finished,
    Crashed,
    Done,
]
MESSAGES: tuple[type[Any], ...] = (Run, Job, *get_args(Event))
"""Every message; a frame's kind is an index into it."""

KIND = {cls: number for number, cls in enumerate(MESSAGES)}
OF_MODULES = frozenset(
    KIND[cls]
    for cls in (
        EnvironmentFound,
        ModulesLoaded,
        SourceRead,
        TaskDeclared,
        AppDeclared,
        RecordFound,
        AppFound,
        ImageFound,
        DiagnosticReported,
        Stubbed,
        InputsRead,
        Crashed,
    )
)
"""The kinds that the warm process passes on unread."""


def to_frame(message: Run | Job | Event, module: int = 0) -> Frame:
    """Put a message into a frame."""
    data, blob = _asdict(message), b""
    if isinstance(message, RecordFound):
        spec, triggers = data["record"].pop("spec_bytes"), data["record"].pop("trigger_bytes")
        data["sizes"], blob = [len(spec), *map(len, triggers)], b"".join((spec, *triggers))
    elif isinstance(message, AppFound):
        blob = data["app"].pop("app_bytes")
    return Frame(KIND[type(message)], module, _to_json(data).encode("utf-8", "backslashreplace"), blob)


def from_frame(frame: Frame) -> Run | Job | Event:
    """Return the message in a frame.

    Raises:
        ProtocolError: there is none, or it is not of the shape it claims.
    """
    if frame.kind >= len(MESSAGES):
        raise ProtocolError("unknown kind of message")
    cls = MESSAGES[frame.kind]
    try:
        text = frame.json.decode()
        data = json.loads(_HALF.sub(r"\1\\ufffd", text) if "\\ud" in text or "\\uD" in text else text)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"a {cls.__name__} is not JSON") from error
    if not isinstance(data, dict):
        raise ProtocolError(f"a {cls.__name__} is not a JSON object")
    if cls is RecordFound:
        return _record_found(data, frame.blob)
    if cls is AppFound and isinstance(data.get("app"), dict):
        data["app"]["app_bytes"] = frame.blob
    message: Run | Job | Event = from_json(cls, data)
    return message


def write(fd: int, message: Event, module: int = 0) -> None:
    """Write one message to a file descriptor, whole."""
    framing.write(fd, to_frame(message, module).pack())


def _record_found(data: dict[str, Any], blob: bytes) -> RecordFound:
    try:
        parts, start = [], 0
        for size in data.pop("sizes"):
            if size < 0:
                raise ProtocolError("a record's sizes do not add up")
            parts.append(blob[start : start + size])
            start += size
        if start != len(blob) or not parts:
            raise ProtocolError("a record's sizes do not add up")
        data["record"] |= {"spec_bytes": parts[0], "trigger_bytes": parts[1:]}
    except (TypeError, KeyError, AttributeError) as error:
        raise ProtocolError(f"not a record: {error}") from error
    return from_json(RecordFound, data)
