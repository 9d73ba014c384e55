"""The contract between the process that loads a module and the engine that gives it its `flyte`.

An engine starts once in a warm process and used in the children forked from it. Everything after it works on
`flytex_cli.records` and never knows which engine ran.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import Enum
from types import ModuleType
from typing import Any, Protocol

from flytex_cli.records import (
    AppRecord,
    DeclaredApp,
    DeclaredTask,
    EnvironmentRecord,
    ImageRecord,
    Message,
    SourceLocation,
    SourceRecord,
    TaskRecord,
)


class EngineChoice(str, Enum):
    """Which engine a user asks for; `auto` is the installed SDK, else the stand-in."""

    AUTO = "auto"
    SDK = "sdk"
    STANDIN = "standin"


@dataclass(frozen=True)
class ContextSpec:
    """What fills the SDK's `SerializationContext`; the defaults are those of `flyte.extras.serialize`.

    Attributes:
        images: image URI by reference name, as `flyte deploy --image NAME=URI`; `default` is the image of environments
            that name none.
        image_registry: the registry of images the SDK names itself, from Flyte's configuration.
        devbox_registry: that of a devbox on this machine, if Flyte's configuration has its endpoint here.
        push_registry: where a local build pushes an image that names no registry; None leaves it without one.
        code_bundle_uri: a `.tgz`/`.tar.gz` bundle, or a `.pkl` one; None leaves the code bundle out.
        code_bundle_version: the bundle's computed version; the task version when None.
    """

    project: str | None = None
    domain: str | None = None
    org: str | None = None
    version: str = "serialized"
    interpreter_path: str | None = None
    input_path: str | None = None
    output_path: str | None = None
    images: Mapping[str, str] = field(default_factory=dict)
    image_registry: str | None = None
    devbox_registry: str | None = None
    push_registry: str | None = None
    code_bundle_uri: str | None = None
    code_bundle_version: str | None = None
    code_bundle_dest: str = "."
    sync_local_sys_paths: bool = True


@dataclass(frozen=True)
class Problem:
    """Something wrong with one task or app, found while translating it."""

    message: str
    hint: str | None = None
    field: str | None = None
    error: BaseException | None = None


@dataclass(frozen=True)
class Translated:
    """What came of one task, app or image: its record, or why there is none, and what else is wrong with it."""

    record: TaskRecord | AppRecord | ImageRecord | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class CollectedEnvironment:
    """A live environment found in a loaded module, with its live tasks (`flyte` objects, or look-alikes)."""

    environment: Any
    tasks: Mapping[str, Any]


class Engine(Protocol):
    """One way to give user modules a `flyte` and to translate what they define."""

    name: str
    version: str
    warnings: tuple[str, ...]
    flyte: ModuleType

    def after_fork(self) -> None:
        """Repair, in a forked child, what does not survive a fork."""

    def prepare(self, spec: ContextSpec, root: str) -> None:
        """Initialize as `flyte deploy` does before it loads a module, but without a client; guard what needs one."""

    def calls(self) -> Iterable[tuple[str, str, int]]:
        """Return the calls user code made that would have reached a cluster: name, file and line."""

    def collect(self, module: object, file: str) -> list[CollectedEnvironment]:
        """Return the environments `flyte deploy` would reach from a module loaded from `file`, in order of creation."""

    def forget_unfinished(self, error: BaseException) -> None:
        """Leave out from now on what an exception ended the making of: Flyte counts an environment before it looks."""

    def describe(self, collected: CollectedEnvironment, root: str) -> EnvironmentRecord:
        """Describe an environment as plain data."""

    def learn_stub_types(self, types: Iterable[type]) -> None:
        """Learn the wire types of import stubs for classes that Flyte knows by name."""

    def contexts(
        self, found: Sequence[CollectedEnvironment], spec: ContextSpec, message: Message, root: str, alone: bool
    ) -> Mapping[int, Any]:
        """Return each environment's serialization context, by the environment's `id`; a Problem where there is none.

        Args:
            alone: whether each environment is deployed by a command of its own, as `ModuleTarget.alone`.
        """

    def expect_repository(self, folder: str | None) -> None:
        """Ask git, before any fork, what each child would ask it in a working directory (None: the current one)."""

    def rehearsing(self, spec: ContextSpec, root: str) -> AbstractContextManager[None]:
        """Load and translate modules of flytex's own within, before any fork; of what they made nothing is kept."""

    def expect_modules(self) -> None:
        """Import and look up, before any fork, what most modules need and all share; nothing of the user's."""

    def expect_declarations(self) -> None:
        """Import, before any fork, what `declared`, `declared_apps`, `sources` and `deploy_problem` need."""

    def all_expected(self) -> None:
        """Take note, before any fork, that all modules loaded by now are none of the user's."""

    def declared(self, found: Sequence[CollectedEnvironment], root: str) -> list[DeclaredTask]:
        """Return every task of some environments as declared, those included that another of the same name replaced."""

    def declared_apps(self, found: Sequence[CollectedEnvironment], root: str) -> list[DeclaredApp]:
        """Return every app among some environments as declared."""

    def sources(self, file: str, found: Sequence[CollectedEnvironment], root: str) -> list[SourceRecord]:
        """Return the files that a module and its tasks are written in, and what their names stand for."""

    def location(self, thing: Any, root: str) -> SourceLocation:
        """Return where a task or an environment is written, relative to `root`."""

    def places(self, thing: Any) -> tuple[tuple[str, int], ...]:
        """Return where an environment or a task was made, and from where that code was called, from the inside out."""

    def deploy_problem(self, task: Any, context: Any) -> Problem | None:
        """Return why `flyte deploy` refuses a task whose TaskSpec can be made; None where it takes it."""

    def translate(
        self, collected: CollectedEnvironment, task: Any, context: Any, message: Message, root: str
    ) -> Translated:
        """Translate one task to wire messages, in its environment's context."""

    def is_app(self, environment: Any) -> bool:
        """Return whether an environment is an app."""

    def translate_app(self, collected: CollectedEnvironment, context: Any, message: Message, root: str) -> Translated:
        """Translate an app to its wire message, in its environment's context."""

    def images(
        self, found: Sequence[CollectedEnvironment], spec: ContextSpec, root: str
    ) -> Iterable[tuple[Sequence[Any], Callable[[], Translated]]]:
        """Return each image once: the environments that have it, and what describes it."""
