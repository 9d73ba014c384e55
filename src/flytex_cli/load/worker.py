"""The process that loads one user module and says what it found.

It is forked from the warm process (`server.py`) or, where forking is unsafe, started as

    python -c "from flytex_cli.load.worker import main; main()" FD

with one `Job` on standard input. Standard input is then closed, standard output and error are the same pipe,
read by the server, and everything that is meant goes as messages (`protocol.py`) to the file descriptor FD, ending with
`Finished`. Then the process leaves by `os._exit`: atexit hooks and threads of user code have no say.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flytex_cli.engine import bring_up, info_of
from flytex_cli.engine.base import CollectedEnvironment, Engine, Problem, Translated
from flytex_cli.errors import FlytexError
from flytex_cli.facts.fields import ROOT_DIR
from flytex_cli.facts.sdk_packages import BROUGHT_BY_SDK
from flytex_cli.load import framing, protocol, sandbox
from flytex_cli.load.ending import GAVE_UP
from flytex_cli.load.failure import UNSHOWABLE, explain, refused
from flytex_cli.load.importer import Importer
from flytex_cli.load.trace import Trace, trace_of
from flytex_cli.records import (
    CANNOT_IMPORT,
    AppRecord,
    Diagnostic,
    ImageRecord,
    Message,
    Severity,
    ShownLocation,
    TaskRecord,
    shown_path,
)

if TYPE_CHECKING:
    from types import ModuleType

    from flytex_cli.load.observe.observer import Observer
    from flytex_cli.load.stubs.install import Stubs
    from flytex_cli.load.stubs.traces import Traces

_EXIT = os._exit
"""As it was before user code could replace it."""

MAX_UNSENT = 1 << 16
"""So many bytes wait to be sent with others, at most until the module's next phase."""


def main() -> None:
    """Run a spawned worker."""
    frame = framing.read(sys.stdin.buffer)
    if frame is None:
        return
    job = protocol.from_frame(frame)
    assert isinstance(job, protocol.Job)
    fd = int(sys.argv[1])
    os.set_inheritable(fd, False)
    try:
        engine = bring_up(job.load.engine)
    except FlytexError as error:
        protocol.write(fd, protocol.EngineFailed(error.message, error.hint))
        return
    protocol.write(fd, protocol.EngineUp(info_of(engine), tuple(engine.warnings)))
    work(engine, job, fd)


def work(engine: Engine, job: protocol.Job, fd: int) -> None:
    """Load the job's module and send what it defines; never returns."""
    status = GAVE_UP
    try:
        _close_stdin()
        faulthandler.enable()
        sandbox.confine()
        if job.load.max_memory:
            sandbox.limit_memory(job.load.max_memory)
        if not job.load.allow_network:
            sandbox.deny_network()
        Worker(engine, job, fd).run()
        status = 0
    except BaseException:  # a bug of flytex, or what the module did to it: this module is lost, the others are not
        protocol.write(fd, protocol.Crashed(traceback.format_exc()))
        protocol.write(fd, protocol.Finished())
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:  # user code may have replaced or closed it
                continue
        _EXIT(status)


def _close_stdin() -> None:
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)


def _hide_repository() -> None:
    """Let git find no repository: engines run `git status`, which writes the index, and runs filters and fsmonitor."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        del os.environ[name]
    os.environ["GIT_DIR"] = os.devnull


class Worker:
    """One module's way from file to messages."""

    def __init__(self, engine: Engine, job: protocol.Job, fd: int) -> None:
        self._engine = engine
        self._fd = fd
        self._target = job.target
        self._load = job.load
        self._stubs: Stubs | None = None
        self._traces: Traces | None = None
        self._translated: set[str] = set()
        self._observer: Observer | None = None
        self._unsent = bytearray()
        wanted = job.load.stub_imports
        if engine.name == "standin" and not (isinstance(wanted, bool) and wanted):
            wanted = (*(wanted or ()), *BROUGHT_BY_SDK)
        if wanted:
            from flytex_cli.load.stubs.install import Stubs

            own = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
            folders = [own, os.path.dirname(engine.flyte.__file__ or own)]
            self._stubs = Stubs(None if isinstance(wanted, bool) else wanted, folders)
        if job.load.folder:
            os.chdir(job.load.folder)
        self._here = os.getcwd()

    def run(self) -> None:
        """Load the module and say all of it, or what there was to say until something was raised."""
        try:
            self._run()
        finally:
            self._flush()

    def _run(self) -> None:
        engine, target = self._engine, self._target
        if self._load.inputs or self._load.kept:
            from flytex_cli.load.observe.observer import observer_for

            self._observer = observer_for(self._here, self._load.kept)
            self._observer.start()
        arguments = sys.argv
        sys.argv = [target.file]
        if self._stubs is not None:  # before the SDK loads its type plugins, which want their packages
            self._stubs.install()
            self._stubs.install_lazy(engine.flyte.__name__)
        engine.prepare(self._load.context, target.root)
        self._say("importing")
        importer = Importer(target)
        if self._observer is not None:
            self._observer.own_tree = importer.own_tree
        module = self._import(importer)
        if module is None:
            self._end()
            return
        sys.argv = arguments
        os.chdir(self._here)
        importer.as_deployed()
        if self._load.without_git:
            _hide_repository()
        for name, file, line in engine.calls():
            self._called(name, file, line)
        found = engine.collect(module, target.file)
        if not self._load.without_git and self._asks_git(found):
            from flytex_cli.load.repository.git import restraints

            os.environ.update(restraints())
        if found:
            self._not_deployable(importer)
        self.tell(found)
        self._end()

    def tell(self, found: list[CollectedEnvironment]) -> None:
        """Say all that was asked for of the environments of a loaded module."""
        engine, target = self._engine, self._target
        for collected in found:
            self._send(protocol.EnvironmentFound(engine.describe(collected, target.root)))
        if self._load.loaded:
            from flytex_cli.load.loaded import OwnFiles, loaded_modules, packages_of

            own = OwnFiles(target.root, packages_of(engine.flyte))
            self._send(protocol.ModulesLoaded(loaded_modules(own, target.file)))
        if self._load.declarations:
            for source in engine.sources(target.file, found, target.root):
                self._send(protocol.SourceRead(source))
            for declared in engine.declared(found, target.root):
                self._send(protocol.TaskDeclared(declared))
            for app in engine.declared_apps(found, target.root):
                self._send(protocol.AppDeclared(app))
        if self._stubs is not None and self._stubs.used:
            from flytex_cli.load.stubs.traces import Traces, known_types

            self._traces = Traces(self._stubs.used, self._here)
            interfaces = [task.native_interface for collected in found for task in collected.tasks.values()]
            known = {stub for interface in interfaces for stub in known_types(interface)}
            engine.learn_stub_types(known.union(*map(self._stubs.carried_as, known)))
        contexts = engine.contexts(found, self._load.context, self._load.message, target.root, target.alone)
        if found and self._traces is not None and self._traces.lost is not None:
            self._decided(self._traces.lost)
            found = []
        for collected in found:
            context = contexts[id(collected.environment)]
            for task in collected.tasks.values() if self._load.wants_tasks else ():
                self._say(f"translating {task.name}")
                self._translate(collected, task, context)
            if self._load.wants_apps and engine.is_app(collected.environment):
                self._say(f"translating {collected.environment.name}")
                self._translate_app(collected, context)
        if self._load.images:
            self._describe_images(found)
        if self._load.declarations and self._load.message is Message.TASKSPEC:
            contexts = engine.contexts(found, self._load.context, Message.DEPLOY_REQUEST, target.root, target.alone)
            for collected in found:
                for task in collected.tasks.values():
                    if task.name in self._translated:
                        self._try_deploy(task, contexts[id(collected.environment)])
        if self._stubs is not None:
            self._send(protocol.Stubbed(tuple(self._stubs.used)))

    def _end(self) -> None:
        if self._observer is not None:
            self._send(protocol.InputsRead(self._observer.inputs()))
        self._send(protocol.Finished())

    def _asks_git(self, found: Sequence[CollectedEnvironment]) -> bool:
        """Whether something is translated that has a link to its source, for which the engine runs git."""
        tasks = self._load.message is Message.DEPLOY_REQUEST
        return tasks or (self._load.wants_apps and any(self._engine.is_app(each.environment) for each in found))

    def _translate(self, collected: CollectedEnvironment, task: Any, context: Any) -> None:
        def translate() -> Translated:
            return self._engine.translate(collected, task, context, self._load.message, self._target.root)

        if self._traces is None:
            result = translate()
        else:
            things = [(each, self._engine.places(each)) for each in (task, collected.environment)]
            result = self._traces.without_stubs(task.native_interface, things, translate)
        for problem in result.problems:
            self._problem(problem, task)
        if isinstance(result.record, TaskRecord):
            self._send(protocol.RecordFound(result.record))
            if not result.problems:
                self._translated.add(task.name)

    def _translate_app(self, collected: CollectedEnvironment, context: Any) -> None:
        def translate() -> Translated:
            return self._engine.translate_app(collected, context, self._load.message, self._target.root)

        app = collected.environment
        if self._traces is None:
            result = translate()
        else:
            result = self._traces.without_stubs(None, [(app, self._engine.places(app))], translate)
        for problem in result.problems:
            self._problem(problem, app=app)
        if isinstance(result.record, AppRecord):
            self._send(protocol.AppFound(result.record))

    def _describe_images(self, found: Sequence[CollectedEnvironment]) -> None:
        self._say("describing images")
        wanted = self._load.images
        if not isinstance(wanted, bool):
            found = [collected for collected in found if collected.environment.name in wanted]
        for owners, describe in self._engine.images(found, self._load.context, self._target.root):
            if self._traces is None:
                result = describe()
            else:
                things = [(owner, self._engine.places(owner)) for owner in owners]
                result = self._traces.without_stubs(None, things, describe)
            for problem in result.problems:
                self._problem(problem, place=owners[0])
            if isinstance(result.record, ImageRecord):
                self._send(protocol.ImageFound(result.record))

    def _decided(self, problem: Problem) -> None:
        """Say once of the whole module that a stub decides it."""
        location = ShownLocation(self._target.shown)
        self._diagnose(Severity.ERROR, problem.message, hint=problem.hint, location=location, trace=_NO_TRACE)

    def _try_deploy(self, task: Any, context: Any) -> None:
        """Say what only a deployment refuses."""
        problem = self._engine.deploy_problem(task, context)
        if problem is not None:
            self._problem(problem, task)

    def _problem(self, problem: Problem, task: Any = None, app: Any = None, place: Any = None) -> None:
        try:
            trace = trace_of(problem.error, self._here) if problem.error is not None else _NO_TRACE
        except BaseException:  # the exception is user code too
            trace = _NO_TRACE
        self._diagnose(
            Severity.ERROR,
            problem.message,
            hint=problem.hint,
            location=self._engine.location(task or app or place, self._target.root).shown(
                self._target.root, Path(self._here)
            ),
            task=task.name if task is not None else None,
            app=app.name if app is not None else None,
            field=problem.field,
            trace=trace,
        )

    def _import(self, importer: Importer) -> ModuleType | None:
        """Import the module; for lint, also the rest of one in which Flyte refuses something."""
        try:
            return importer.load()
        except BaseException as error:
            if not self._import_failed(error) or not self._load.declarations:
                return None
            from flytex_cli.load.rest import run_rest

            try:
                return run_rest(importer, self._target.file, error, self._import_failed)
            except BaseException:  # what ends the rest of it, which is of no interest any more
                return None

    def _import_failed(self, error: BaseException) -> bool:
        """Say why; return whether it is something that Flyte refuses."""
        field: str | None = None
        hint: str | None
        with contextlib.suppress(BaseException):  # the exception is user code too
            self._engine.forget_unfinished(error)
        try:
            trace, refusal = trace_of(error, self._here), refused(error)
            location = trace.location
            if refusal is not None:
                sentence, hint, field = CANNOT_IMPORT + refusal.sentence, refusal.hint, refusal.field
                location = ShownLocation(
                    shown_path(Path(os.path.abspath(refusal.file)), Path(self._here)), refusal.line
                )
            else:
                sentence, hint = explain(error)
        except BaseException:  # the exception is user code too
            trace, location, (sentence, hint) = _NO_TRACE, None, UNSHOWABLE
        location = location or ShownLocation(self._target.shown)
        self._diagnose(Severity.ERROR, sentence, hint=hint, location=location, trace=trace, field=field)
        return field is not None

    def _not_deployable(self, importer: Importer) -> None:
        """Say why `flyte deploy` refuses a module that could be loaded here."""
        target, root = self._target, Path(self._target.root)
        form = "flyte deploy" if target.alone else "flyte deploy --recursive"
        for name, folder in importer.found.items():
            where = shown_path(Path(folder), Path(self._here))
            inside = Path(folder).is_relative_to(root) and Path(folder) != root
            self._warn(
                f"{name!r} is found in {where} by flytex alone: `{form}` does not look there",
                f"use --root-dir {where}, put it on PYTHONPATH, or install the package" if inside else None,
                field=None if folder == os.path.dirname(target.file) else ROOT_DIR,
            )
        if importer.taken is not None:
            top = target.name.partition(".")[0]
            self._warn(
                f"`{form}` imports it as {target.name}, where it takes {top!r} for something else",
                f"use --root-dir {shown_path(Path(importer.taken), Path(self._here))}",
                field=ROOT_DIR,
            )
        elif target.named and not target.alone and os.path.basename(target.file) != "__init__.py":
            self._warn(
                "the module has relative imports: `flyte deploy FILE` loads a file by its own name and refuses them",
                "flyte deploy --recursive loads it as part of its package",
            )

    def _warn(self, message: str, hint: str | None, field: str | None = None) -> None:
        location = ShownLocation(self._target.shown)
        self._diagnose(Severity.WARNING, message, hint=hint, location=location, field=field, trace=_NO_TRACE)

    def _called(self, name: str, file: str, line: int) -> None:
        self._diagnose(
            Severity.WARNING,
            f"flyte.{name}(...) is called while the module is imported; flytex did not make the call",
            hint='the container imports the module too: move the call under if __name__ == "__main__":',
            location=ShownLocation(shown_path(Path(file), Path(self._here)), line),
            trace=_NO_TRACE,
        )

    def _diagnose(
        self,
        severity: Severity,
        message: str,
        *,
        hint: str | None,
        location: ShownLocation,
        trace: Trace,
        task: str | None = None,
        app: str | None = None,
        field: str | None = None,
    ) -> None:
        diagnostic = Diagnostic(severity, message, hint, location, task, field, trace.short, trace.full or None, app)
        self._send(protocol.DiagnosticReported(diagnostic))
        self._flush()

    def _say(self, phase: str) -> None:
        self._send(protocol.Phase(phase))
        self._flush()

    def _send(self, event: protocol.Event) -> None:
        """Send a message, with those that follow: each write wakes two processes."""
        self._unsent += protocol.to_frame(event).pack()
        if len(self._unsent) > MAX_UNSENT:
            self._flush()

    def _flush(self) -> None:
        framing.write(self._fd, self._unsent)
        self._unsent.clear()


_NO_TRACE = Trace(None, None, "")
