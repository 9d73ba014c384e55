"""One module's report while its events arrive."""

from __future__ import annotations

from flytex_cli.load import protocol
from flytex_cli.load.credible import check
from flytex_cli.load.ending import ending_diagnostic
from flytex_cli.load.framing import Frame, ProtocolError
from flytex_cli.load.target import ModuleTarget
from flytex_cli.records import (
    AppRecord,
    DeclaredApp,
    DeclaredTask,
    Diagnostic,
    EnvironmentRecord,
    ImageRecord,
    Inputs,
    LoadedModule,
    ModuleReport,
    Severity,
    ShownLocation,
    SourceRecord,
    TaskRecord,
)

_NOTHING = Inputs()


class Draft:
    """What a module process says, which is untrusted: user code may have said it. Nothing of it raises."""

    def __init__(self, target: ModuleTarget, keep_frames: bool = False) -> None:
        self._target = target
        self._keep_frames = keep_frames
        self.frames: list[Frame] = []
        """What it said, where that is to be kept."""
        self._environments: list[EnvironmentRecord] = []
        self._records: list[TaskRecord] = []
        self._apps: list[AppRecord] = []
        self._images: list[ImageRecord] = []
        self._diagnostics: list[Diagnostic] = []
        self._declared: list[DeclaredTask] = []
        self._declared_apps: list[DeclaredApp] = []
        self._sources: list[SourceRecord] = []
        self._loaded: tuple[LoadedModule, ...] = ()
        self._inputs = _NOTHING
        self._stubbed: tuple[str, ...] = ()
        self._output = ""
        self._seconds = 0.0
        self._ended = False

    @property
    def inputs(self) -> Inputs:
        """What loading it took, where that is asked for."""
        return self._inputs

    def forget_inputs(self) -> None:
        """Let go of what loading took, which is more than all else that is said of a module."""
        self._inputs = _NOTHING

    @property
    def is_whole(self) -> bool:
        """Whether all that it said could be believed, and it ended as it should."""
        return not self._ended

    def take(self, frame: Frame) -> None:
        """Take what the module process sent; nothing more after what could not be believed."""
        if self._ended:
            return
        try:
            event = protocol.from_frame(frame)
            assert not isinstance(event, (protocol.Run, protocol.Job))
            check(event)
        except ProtocolError as error:
            self.end(protocol.Done("broken", broken=str(error)))
            return
        if self._keep_frames:
            self.frames.append(frame)
        match event:
            case protocol.EnvironmentFound():
                self._environments.append(event.environment)
            case protocol.ModulesLoaded():
                self._loaded = event.modules
            case protocol.SourceRead():
                self._sources.append(event.source)
            case protocol.TaskDeclared():
                self._declared.append(event.task)
            case protocol.AppDeclared():
                self._declared_apps.append(event.app)
            case protocol.RecordFound():
                self._records.append(event.record)
            case protocol.AppFound():
                self._apps.append(event.app)
            case protocol.ImageFound():
                self._images.append(event.image)
            case protocol.DiagnosticReported():
                self._diagnostics.append(event.diagnostic)
            case protocol.Stubbed():
                self._stubbed = event.packages
            case protocol.InputsRead():
                self._inputs = event.inputs
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
        """Return the report."""
        return ModuleReport(
            file=self._target.shown,
            root=self._target.root,
            environments=tuple(self._environments),
            records=tuple(self._records),
            apps=tuple(self._apps),
            images=tuple(self._images),
            diagnostics=tuple(self._diagnostics),
            stubbed=self._stubbed,
            loaded=self._loaded,
            inputs=self._inputs,
            declared=tuple(self._declared),
            declared_apps=tuple(self._declared_apps),
            sources=tuple(self._sources),
            output=self._output,
            seconds=self._seconds,
        )


def _crash(trace: str, target: ModuleTarget) -> Diagnostic:
    last = trace.rstrip().rpartition("\n")[2]
    return Diagnostic(
        Severity.ERROR,
        f"flytex cannot go on with the module: {last}",
        hint="a bug in flytex, unless the module changes what flytex works with: please report it with these lines",
        location=ShownLocation(target.shown),
        trace=trace,
        full_trace=trace,
    )
