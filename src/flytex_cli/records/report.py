"""All that came of loading one module."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias, Union

from flytex_cli.records.app import AppRecord
from flytex_cli.records.base import Diagnostic, Severity
from flytex_cli.records.declared import DeclaredApp, DeclaredTask, LoadedModule, SourceRecord
from flytex_cli.records.image import ImageRecord
from flytex_cli.records.inputs import Inputs
from flytex_cli.records.task import EnvironmentRecord, TaskRecord

Record: TypeAlias = Union[TaskRecord, AppRecord]  # noqa: UP007  (runs on 3.10)
"""What is deployed: a task or an app."""


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
        records: its tasks.
        apps: its apps, where they were asked for.
        images: those of its environments, where they were asked for.
        stubbed: packages that were not installed and stood for by import stubs.
        loaded: what was loaded of the user's own tree, where it was asked for.
        inputs: what was read, listed and looked for meanwhile, where it was asked for.
        declared: every task as declared, `declared_apps` every app, and `sources` the files they are written in; only
            where asked for.
    """

    file: str
    root: str
    environments: tuple[EnvironmentRecord, ...] = ()
    records: tuple[TaskRecord, ...] = ()
    apps: tuple[AppRecord, ...] = ()
    images: tuple[ImageRecord, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    stubbed: tuple[str, ...] = ()
    loaded: tuple[LoadedModule, ...] = ()
    inputs: Inputs = field(default_factory=Inputs, repr=False)
    declared: tuple[DeclaredTask, ...] = ()
    declared_apps: tuple[DeclaredApp, ...] = ()
    sources: tuple[SourceRecord, ...] = ()
    output: str = field(default="", repr=False)
    seconds: float = 0.0

    @property
    def deployed(self) -> tuple[Record, ...]:
        """Its tasks, then its apps."""
        return (*self.records, *self.apps)

    @property
    def app_names(self) -> tuple[str, ...]:
        """The names of its apps, translated or not."""
        return tuple(each.name for each in self.environments if each.app is not None)

    @property
    def failed(self) -> bool:
        """Whether any part of the module could not be loaded or translated."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)
