"""Run modules in child processes and collect what they define, as plain reports.

This is the parent's side: it imports no user code, no engine and no SDK.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from flytex_cli.engine.base import ContextSpec, EngineChoice
from flytex_cli.errors import EngineError
from flytex_cli.load import protocol, warm
from flytex_cli.load.ending import ended, ending_diagnostic
from flytex_cli.load.target import ModuleTarget
from flytex_cli.records import (
    DeclaredTask,
    Diagnostic,
    EngineInfo,
    EnvironmentRecord,
    Message,
    ModuleReport,
    Severity,
    SourceLocation,
    SourceRecord,
    TaskRecord,
)


@dataclass(frozen=True)
class LoadRequest:
    """How to load modules, and the context their tasks are serialized in.

    Attributes:
        jobs: how many modules at a time; the number of processors when 0.
        timeout: seconds a module may take, None for ever.
        max_memory: bytes of address space a module process may have, None for no bound.
        stub_imports: let modules load without packages that are not installed: all of them, or those named.
        declarations: also report every task as declared, and the sources they are written in (for lint and graph).
        folder: the working directory modules are loaded in; the current one when None.
        start_method: `fork` from one warm process, or `spawn` an interpreter a module; None chooses what is safe here.
    """

    engine: EngineChoice = EngineChoice.AUTO
    context: ContextSpec = field(default_factory=ContextSpec)
    message: Message = Message.TASKSPEC
    jobs: int = 0
    timeout: float | None = 120.0
    max_memory: int | None = None
    allow_network: bool = False
    stub_imports: bool | Sequence[str] = False
    declarations: bool = False
    folder: str | None = None
    start_method: str | None = None


@dataclass(frozen=True)
class LoadResult:
    """Reports in the order of the targets, and what loaded them."""

    engine: EngineInfo | None
    reports: tuple[ModuleReport, ...]
    warnings: tuple[str, ...] = ()


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Run:
    """A run under way: started on construction, so that the caller can import its own things meanwhile."""

    def __init__(self, targets: Sequence[ModuleTarget], request: LoadRequest) -> None:
        self._targets = targets
        method = request.start_method or ("spawn" if sys.platform in ("darwin", "win32") else "fork")
        header = {
            "kind": "run",
            "targets": [dataclasses.asdict(target) for target in targets],
            "engine": request.engine.value,
            "context": dataclasses.asdict(request.context),
            "message": request.message.value,
            "jobs": request.jobs or processors(),
            "timeout": request.timeout,
            "max_memory": request.max_memory,
            "allow_network": request.allow_network,
            "stub_imports": request.stub_imports,
            "declarations": request.declarations,
            "folder": request.folder,
            "start_method": method,
        }
        self._process = warm.take(request.engine.value if method == "fork" else "")
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(protocol.encode(header))
            self._process.stdin.flush()

    def results(self, on_done: Callable[[int], None] = lambda index: None) -> LoadResult:
        """Wait for every module.

        Args:
            on_done: called with a target's index when its module is done.

        Raises:
            EngineError: the engine cannot be brought up.
        """
        try:
            return self._collect(on_done)
        finally:
            self.stop()

    def stop(self) -> None:
        """End the warm process, which ends all it started."""
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()
        self._process.wait()

    def _collect(self, on_done: Callable[[int], None]) -> LoadResult:
        drafts = [_Draft(target) for target in self._targets]
        engine, warnings, left = None, (), len(drafts)
        running: set[int] = set()
        for header, blob in self._messages():
            kind = header["kind"]
            if kind == "engine":
                engine = EngineInfo(header["name"], header["version"], header["python"])
                warnings = tuple(header["warnings"])
            elif kind == "fatal":
                raise EngineError(header["message"], hint=header["hint"])
            else:
                draft = drafts[header["module"]]
                if kind == "start":
                    running.add(header["module"])
                draft.take(header, blob)
                if kind == "done":
                    left -= 1
                    running.discard(header["module"])
                    on_done(header["module"])
        if left:
            shown = ", ".join(self._targets[index].shown for index in sorted(running))
            raise EngineError(
                f"the process that loads modules {ended(self._process.wait())} while it loaded {shown or 'none'}",
                hint="a module may have ended it, or the system ran out of memory" if running else None,
            )
        return LoadResult(engine, tuple(draft.report() for draft in drafts), warnings)

    def _messages(self) -> Iterator[tuple[dict[str, Any], bytes]]:
        assert self._process.stdout is not None
        while (message := protocol.read(cast(BinaryIO, self._process.stdout))) is not None:
            yield message


def load(
    targets: Sequence[ModuleTarget], request: LoadRequest, on_done: Callable[[int], None] = lambda index: None
) -> LoadResult:
    """Load modules and return their reports. Raises `EngineError` when the engine cannot be brought up."""
    return Run(targets, request).results(on_done)


class _Draft:
    """One module's report while its events arrive."""

    def __init__(self, target: ModuleTarget) -> None:
        self._target = target
        self._environments: list[EnvironmentRecord] = []
        self._records: list[TaskRecord] = []
        self._diagnostics: list[Diagnostic] = []
        self._declared: list[DeclaredTask] = []
        self._sources: list[SourceRecord] = []
        self._stubbed: tuple[str, ...] = ()
        self._output = ""
        self._seconds = 0.0

    def take(self, header: dict[str, Any], blob: bytes) -> None:
        kind = header["kind"]
        try:
            if kind == "crash":
                self._diagnostics.append(_crash(header["traceback"], self._target))
            elif kind == "environment":
                self._environments.append(protocol.from_json(EnvironmentRecord, header["environment"]))
            elif kind == "record":
                self._records.append(_record(header, blob))
            elif kind == "declared":
                self._declared.append(protocol.from_json(DeclaredTask, header["declared"]))
            elif kind == "source":
                self._sources.append(protocol.from_json(SourceRecord, header["source"]))
            elif kind == "stubs":
                self._stubbed = tuple(map(str, header["packages"]))
            elif kind == "diagnostic":
                self._diagnostics.append(protocol.from_json(Diagnostic, header["diagnostic"]))
        except (protocol.ProtocolError, KeyError) as error:  # user code wrote a message of its own
            header = {"kind": "done", "how": "broken", "broken": str(error)}
            kind = "done"
        if kind == "done":
            self._output = header.get("output", self._output)
            self._seconds = header.get("seconds", self._seconds)
            ending = ending_diagnostic(header, self._target, self._output)
            if ending is not None:
                self._diagnostics.append(ending)

    def report(self) -> ModuleReport:
        return ModuleReport(
            file=self._target.shown,
            root=self._target.root,
            environments=tuple(self._environments),
            records=tuple(self._records),
            diagnostics=tuple(self._diagnostics),
            stubbed=self._stubbed,
            declared=tuple(self._declared),
            sources=tuple(self._sources),
            output=self._output,
            seconds=self._seconds,
        )


def _crash(trace: str, target: ModuleTarget) -> Diagnostic:
    last = trace.rstrip().rpartition("\n")[2]
    return Diagnostic(
        Severity.ERROR,
        f"a bug in flytex: {last}",
        hint="please report it with the traceback below",
        location=SourceLocation(target.shown),
        trace=trace,
        full_trace=trace,
    )


def _record(header: dict[str, Any], blob: bytes) -> TaskRecord:
    parts, start = [], 0
    for size in header["sizes"]:
        parts.append(blob[start : start + size])
        start += size
    if start != len(blob) or not parts:
        raise protocol.ProtocolError("a record's sizes do not add up")
    return protocol.from_json(TaskRecord, {**header["record"], "spec_bytes": parts[0], "trigger_bytes": parts[1:]})
