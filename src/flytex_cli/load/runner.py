"""Run modules in child processes and collect what they define, as plain reports.

This is the parent's side: it imports no user code, no engine and no SDK.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, cast

from flytex_cli.errors import EngineError
from flytex_cli.load import framing, protocol, warm
from flytex_cli.load.ending import ended, ending_diagnostic
from flytex_cli.load.framing import Frame
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.load.target import ModuleTarget
from flytex_cli.records import (
    DeclaredTask,
    Diagnostic,
    EngineInfo,
    EnvironmentRecord,
    ModuleReport,
    Severity,
    ShownLocation,
    SourceRecord,
    TaskRecord,
)


@dataclass(frozen=True)
class LoadResult:
    """Reports in the order of the targets, and what loaded them."""

    engine: EngineInfo | None
    reports: tuple[ModuleReport, ...]
    warnings: tuple[str, ...] = ()


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Run:
    """A run under way: started on construction, so that the caller can import its own things meanwhile."""

    def __init__(self, targets: Sequence[ModuleTarget], request: LoadRequest) -> None:
        self._targets = targets
        method = request.start_method or ("spawn" if sys.platform in ("darwin", "win32") else "fork")
        request = dataclasses.replace(request, jobs=request.jobs or processors(), start_method=method)
        self._process = warm.take(request.engine.value if method == "fork" else "")
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(protocol.to_frame(protocol.Run(tuple(targets), request)).pack())
            self._process.stdin.flush()

    def results(self, on_done: Callable[[int], None] = lambda index: None) -> LoadResult:
        """Wait for every module.

        Args:
            on_done: called with a target's index when its module is done.

        Raises:
            EngineError: the engine cannot start.
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
        engine: EngineInfo | None = None
        warnings: tuple[str, ...] = ()
        left = len(drafts)
        running: set[int] = set()
        for frame in self._frames():
            if frame.kind in protocol.OF_MODULES:
                drafts[frame.module].take(frame)
                continue
            event = protocol.from_frame(frame)
            match event:
                case protocol.EngineUp():
                    engine, warnings = event.engine, event.warnings
                case protocol.EngineFailed():
                    raise EngineError(event.message, hint=event.hint)
                case protocol.Started():
                    running.add(frame.module)
                case protocol.Done():
                    drafts[frame.module].end(event)
                    left -= 1
                    running.discard(frame.module)
                    on_done(frame.module)
        if left:
            shown = ", ".join(self._targets[index].shown for index in sorted(running))
            raise EngineError(
                f"the process that loads modules {ended(self._process.wait())} while it loaded {shown or 'none'}",
                hint="a module may have ended it, or the system ran out of memory" if running else None,
            )
        return LoadResult(engine, tuple(draft.report() for draft in drafts), warnings)

    def _frames(self) -> Iterator[Frame]:
        assert self._process.stdout is not None
        while (frame := framing.read(cast(BinaryIO, self._process.stdout))) is not None:
            yield frame


def load(
    targets: Sequence[ModuleTarget], request: LoadRequest, on_done: Callable[[int], None] = lambda index: None
) -> LoadResult:
    """Load modules and return their reports. Raises `EngineError` when the engine cannot start."""
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
        self._ended = False

    def take(self, frame: Frame) -> None:
        """Take what the module process sent: untrusted, since user code may have written it."""
        try:
            event = protocol.from_frame(frame)
        except framing.ProtocolError as error:
            self.end(protocol.Done("broken", broken=str(error)))
            return
        match event:
            case protocol.EnvironmentFound():
                self._environments.append(event.environment)
            case protocol.SourceRead():
                self._sources.append(event.source)
            case protocol.TaskDeclared():
                self._declared.append(event.task)
            case protocol.RecordFound():
                self._records.append(event.record)
            case protocol.DiagnosticReported():
                self._diagnostics.append(event.diagnostic)
            case protocol.Stubbed():
                self._stubbed = event.packages
            case protocol.Crashed():
                self._diagnostics.append(_crash(event.traceback, self._target))

    def end(self, done: protocol.Done) -> None:
        """Take how the module process ended."""
        self._output = done.output or self._output
        self._seconds = done.seconds or self._seconds
        ending = ending_diagnostic(done, self._target, self._output)
        if ending is not None and not self._ended:
            self._ended = True
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
        location=ShownLocation(target.shown),
        trace=trace,
        full_trace=trace,
    )
