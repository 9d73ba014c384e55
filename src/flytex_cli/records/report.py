"""All that came of loading one module."""

from __future__ import annotations

from dataclasses import dataclass, field

from flytex_cli.records.base import Diagnostic, Severity
from flytex_cli.records.declared import DeclaredTask, SourceRecord
from flytex_cli.records.task import EnvironmentRecord, TaskRecord


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
        declared: every task as declared, and `sources` the files they are written in; both only where asked for.
    """

    file: str
    root: str
    environments: tuple[EnvironmentRecord, ...] = ()
    records: tuple[TaskRecord, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    stubbed: tuple[str, ...] = ()
    declared: tuple[DeclaredTask, ...] = ()
    sources: tuple[SourceRecord, ...] = ()
    output: str = field(default="", repr=False)
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        """Whether any part of the module could not be loaded or translated."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)
