"""The warm process: it brings the engine up once, then runs each module in a child of its own and watches it.

Started by `warm.py` as `python -c "from flytex_cli.load.server import main; main()" ENGINE`, ENGINE empty where each
child starts its own. It reads one `Run` from standard input and writes events to what was its standard
output. When standard input ends, flytex is gone or wants no more: every child is killed. No user code runs here, but it
can reach this process: flytex starts another one where this ends or falls silent.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import inspect
import os
import selectors
import signal
import sys
import time
import warnings
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import FrameType, ModuleType
from typing import BinaryIO

from flytex_cli.engine import bring_up, info_of
from flytex_cli.engine.base import Engine, EngineChoice
from flytex_cli.errors import FlytexError
from flytex_cli.load import framing, protocol, sandbox
from flytex_cli.load.ending import GAVE_UP
from flytex_cli.load.loaded import expect_loaded, packages_of
from flytex_cli.records import Message

MAX_OUTPUT = 256 * 1024
"""What a module may print before the middle of it is dropped, in bytes."""

MAX_SENT = 256 * 1024 * 1024
"""A module process that sends more is taken for broken, in bytes."""

MAX_PHASE = 500
"""What is kept of the name of a phase, in characters."""

MANY = 10
"""So many modules are spared together about what a rehearsal takes."""

BEAT = 1.0
"""How often flytex hears from this process, in seconds."""

OBJECTS = 20_000
"""So many objects a module process makes before it looks for garbage: imports make many and leave little."""

TICK = 0.02
"""How often a process without a pidfd is asked whether it has ended, in seconds."""

_EXIT = os._exit
"""As it was before user code could replace it: a child that fails to leave would go on as the server."""

SPAWN = "import sys; sys.path[:] = [p for p in sys.path if p]; from flytex_cli.load.worker import main; main()"


def main() -> None:
    """Serve a run, and others that follow; then exit."""
    gc.disable()  # nothing that the SDK's import makes is garbage: looking for some costs a tenth of the time
    hook = sys.excepthook
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.dup(1)
    os.dup2(2, 1)
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    engine, failure = None, None
    try:
        engine = bring_up(EngineChoice(sys.argv[1])) if sys.argv[1] else None
    except FlytexError as error:
        failure = protocol.EngineFailed(error.message, error.hint)
    if engine is not None:
        from flytex_cli.load import worker  # noqa: F401  (the children share it)
    sys.excepthook = hook  # the SDK's would hide flytex's own frames
    sandbox.adopt_orphans()
    sandbox.expect()
    status = 1
    try:
        while (run := _next(requests)) is not None:
            if failure is not None:
                protocol.write(out, failure)
                break
            if engine is not None:
                _prepare(run, engine, out)
            server = Server(run, engine, out)
            try:
                if not server.serve(requests.fileno()) or not run.targets:
                    break
            finally:
                server.kill_all()
        status = 0
    except BrokenPipeError:  # flytex is gone
        pass
    finally:
        _EXIT(status)  # there is nothing to tidy up, and tidying up the SDK's threads takes its time


def _next(requests: BinaryIO) -> protocol.Run | None:
    """Return the next request; None where flytex wants no more, or was ended while it wrote."""
    try:
        frame = framing.read(requests)
    except framing.ProtocolError:
        return None
    run = protocol.from_frame(frame) if frame is not None else None
    assert run is None or isinstance(run, protocol.Run)
    return run


def _prepare(run: protocol.Run, engine: Engine, out: int) -> None:
    """Say that the engine is up, and import what the children share."""
    with contextlib.suppress(BrokenPipeError):
        protocol.write(out, protocol.EngineUp(info_of(engine), tuple(engine.warnings)))
    if run.load.declarations or run.load.message is Message.DEPLOY_REQUEST:
        engine.expect_declarations()
    aside = _expect(run, engine) if len(run.targets) > 1 else {}
    engine.all_expected()
    if run.load.loaded:
        expect_loaded(aside, packages_of(engine.flyte))
    gc.freeze()  # the children share these pages
    gc.set_threshold(OBJECTS)
    gc.enable()


def _expect(run: protocol.Run, engine: Engine) -> Mapping[str, ModuleType]:
    """Import once what several modules need and is not theirs; return what of it is put aside until it is imported."""
    from flytex_cli.load import rest  # noqa: F401
    from flytex_cli.load.importer import expect_folders
    from flytex_cli.load.own_tree import expect_packages
    from flytex_cli.load.preload import preload, words
    from flytex_cli.load.rehearsal import rehearse
    from flytex_cli.load.repository import git  # noqa: F401

    if engine.name == "standin" or run.load.stub_imports:
        from flytex_cli.load.stubs import install, traces  # noqa: F401
    observes = run.load.inputs or run.load.kept
    if observes:
        from flytex_cli.load.observe import around, observer  # noqa: F401

        observer.expect_observers(run.load.folder or os.getcwd(), run.load.kept)
    engine.expect_modules()
    engine.expect_repository(run.load.folder)
    said = words(target.file for target in run.targets)
    preloaded = preload(said)
    expect_folders(run.targets)
    expect_packages([target.root for target in run.targets])
    if len(run.targets) >= MANY:
        with preloaded.aside(), contextlib.suppress(Exception):  # a release of the SDK that refuses any of it
            rehearse(engine, run.load, said)
        inspect.getmodule(main.__code__)  # it looks up the file of every module once, and remembers
        if observes:
            observer.rehearse(run.load.kept)
    return preloaded.modules


@dataclass
class Child:
    """One running module process."""

    index: int
    pid: int
    result: int
    output: int
    pidfd: int | None
    started: float
    deadline: float | None
    decoder: framing.Decoder = field(default_factory=framing.Decoder)
    head: bytearray = field(default_factory=bytearray)
    tail: bytearray = field(default_factory=bytearray)
    phase: str = "starting"
    sent: int = 0
    ended: bool = False
    timed_out: bool = False
    broken: str | None = None
    dropped: int = 0


class Server:
    """Start, watch and end the module processes of one run."""

    def __init__(self, run: protocol.Run, engine: Engine | None, out: int) -> None:
        self._run = run
        self._engine = engine
        self._announced = False
        self._out = out
        self._control = -1
        self._waiting = deque(range(len(run.targets)))
        self._children: dict[int, Child] = {}
        self._selector = selectors.DefaultSelector()
        self._beat = 0.0
        self._pid = os.getpid()
        signal.signal(signal.SIGTERM, self._terminated)

    def serve(self, control: int) -> bool:
        """Run every module; returns whether all are done, which they are not where the control pipe ends before."""
        self._control = control
        self._selector.register(control, selectors.EVENT_READ, "control")
        while self._waiting or self._children:
            while self._waiting and len(self._children) < self._run.load.jobs:
                self._start(self._waiting.popleft())
            for key, _ in self._selector.select(self._patience()):
                if key.data == "control":
                    return False
                self._readable(key.fd, *key.data)
            for child in list(self._children.values()):
                self._watch(child)
            if time.monotonic() > self._beat + BEAT:
                self._beat = time.monotonic()
                protocol.write(self._out, protocol.Alive())
        return True

    def kill_all(self) -> None:
        """Leave no process behind, and nothing open."""
        for child in list(self._children.values()):
            _kill_group(child.pid)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child.pid, 0)
        sandbox.reap_strays(set())
        self._selector.close()

    def _terminated(self, number: int, _: FrameType | None) -> None:
        """Leave at once. An exception would be lost where a fork's hooks run: Python prints it, and goes on."""
        try:
            if os.getpid() == self._pid:  # a child has it for a moment
                signal.signal(number, signal.SIG_IGN)
                self.kill_all()
        finally:
            _EXIT(128 + number)

    def _start(self, index: int) -> None:
        result_read, result_write = os.pipe()
        output_read, output_write = os.pipe()
        job = protocol.Job(self._run.targets[index], self._run.load)
        protocol.write(self._out, protocol.Started(), index)  # before it can end this process
        if self._engine is not None:
            pid = self._fork(job, result_write, output_write)
        else:
            pid = self._spawn(job, result_write, output_write)
        os.close(result_write)
        os.close(output_write)
        now = time.monotonic()
        timeout = self._run.load.timeout
        child = Child(index, pid, result_read, output_read, _pidfd(pid), now, now + timeout if timeout else None)
        self._children[pid] = child
        for fd in (result_read, output_read):
            os.set_blocking(fd, False)
            self._selector.register(fd, selectors.EVENT_READ, (child,))
        if child.pidfd is not None:
            self._selector.register(child.pidfd, selectors.EVENT_READ, (child,))
        protocol.write(self._out, protocol.Running(pid), index)

    def _fork(self, job: protocol.Job, result: int, output: int) -> int:
        assert self._engine is not None
        with warnings.catch_warnings():  # Python 3.12+ warns of threads; after_fork restarts the SDK's
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid:
            return pid
        try:
            os.setsid()
            sandbox.die_with_parent(self._pid)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.dup2(output, 1)
            os.dup2(output, 2)
            for other in self._children.values():
                os.close(other.result)
                os.close(other.output)
            self._selector.close()
            os.close(self._out)
            os.close(self._control)
            from flytex_cli.load import worker

            self._engine.after_fork()
            worker.work(self._engine, job, result)
        finally:
            _EXIT(GAVE_UP)

    def _spawn(self, job: protocol.Job, result: int, output: int) -> int:
        import subprocess
        import tempfile

        with tempfile.TemporaryFile() as request:
            request.write(protocol.to_frame(job).pack())
            request.seek(0)
            process = subprocess.Popen(
                [sys.executable, "-c", SPAWN, str(result)],
                stdin=request,
                stdout=output,
                stderr=output,
                pass_fds=(result,),
                start_new_session=True,
            )
        process.returncode = 0  # this class waits for the process, so Popen must not
        return process.pid

    def _patience(self) -> float:
        deadlines = [child.deadline for child in self._children.values() if child.deadline is not None]
        wait = min(BEAT, max(0.0, min(deadlines) - time.monotonic())) if deadlines else BEAT
        return min(wait, TICK) if any(child.pidfd is None for child in self._children.values()) else wait

    def _readable(self, fd: int, child: Child) -> None:
        if fd == child.pidfd:
            return
        try:
            data = os.read(fd, 1 << 18)
        except BlockingIOError:
            return
        if not data:
            self._selector.unregister(fd)
        elif fd == child.result:
            self._take(child, data)
        else:
            _keep(child, data)

    def _take(self, child: Child, data: bytes) -> None:
        if child.broken is not None:
            return
        child.sent += len(data)
        passed = bytearray()
        try:
            for frame in child.decoder.feed(data):
                if frame.kind in protocol.OF_MODULES:
                    passed += dataclasses.replace(frame, module=child.index).pack()
                else:
                    self._heed(child, protocol.from_frame(frame))
            if child.sent > MAX_SENT:
                raise framing.ProtocolError(f"it sent more than {MAX_SENT >> 20} MiB")
        except framing.ProtocolError as error:
            child.broken = str(error)
        framing.write(self._out, passed)

    def _watch(self, child: Child) -> None:
        if child.deadline is not None and time.monotonic() > child.deadline and not child.timed_out:
            child.timed_out = True
            _kill_group(child.pid)
        pid, status = os.waitpid(child.pid, os.WNOHANG)
        if pid:
            self._finish(child, status)

    def _finish(self, child: Child, status: int) -> None:
        _kill_group(child.pid)
        for fd in (child.result, child.output):
            self._drain(fd, child)
            self._close(fd)
        if child.pidfd is not None:
            self._close(child.pidfd)
        del self._children[child.pid]
        seconds = time.monotonic() - child.started
        protocol.write(self._out, _ending(child, status, seconds), child.index)
        if not self._children:
            sandbox.reap_strays(set())

    def _close(self, fd: int) -> None:
        with contextlib.suppress(KeyError):
            self._selector.unregister(fd)
        os.close(fd)

    def _drain(self, fd: int, child: Child) -> None:
        with contextlib.suppress(BlockingIOError):
            while data := os.read(fd, 1 << 18):
                if fd == child.result:
                    self._take(child, data)
                else:
                    _keep(child, data)
                if child.broken is not None or child.dropped > MAX_OUTPUT:  # a process that escaped still writes
                    return

    def _heed(self, child: Child, message: object) -> None:
        """Keep what a module process says of itself; pass on what the first spawned one says of its engine."""
        match message:
            case protocol.Phase():
                child.phase = message.text[:MAX_PHASE]
            case protocol.Finished():
                child.ended = True
            case protocol.EngineUp() | protocol.EngineFailed() if self._engine is None:
                if not self._announced:
                    self._announced = True
                    protocol.write(self._out, message)
            case _:
                raise framing.ProtocolError(f"a module process sends no {type(message).__name__}")


def _ending(child: Child, status: int, seconds: float) -> protocol.Done:
    """Say how the process ended."""
    code = os.waitstatus_to_exitcode(status)
    if child.timed_out:
        how = "timeout"
    elif child.broken is not None:
        how = "broken"
    elif child.ended:
        how = "ok"
    elif code < 0:
        how = "signal"
    elif child.decoder.is_within:
        how = "broken"
    else:
        how = "exit"
    broken = child.broken or ("the stream ends within a message" if how == "broken" else None)
    return protocol.Done(how, code, child.phase, broken, seconds, _output(child))


def _keep(child: Child, data: bytes) -> None:
    room = MAX_OUTPUT // 2 - len(child.head)
    child.head += data[:room] if room > 0 else b""
    child.tail += data[room:] if room > 0 else data
    surplus = len(child.tail) - MAX_OUTPUT // 2
    if surplus > 0:
        del child.tail[:surplus]
        child.dropped += surplus


def _output(child: Child) -> str:
    middle = f"\n[... {child.dropped} bytes left out ...]\n".encode() if child.dropped else b""
    return bytes(child.head + middle + child.tail).decode("utf-8", "replace")


def _pidfd(pid: int) -> int | None:
    if hasattr(os, "pidfd_open"):
        with contextlib.suppress(OSError):
            return os.pidfd_open(pid)
    return None


def _kill_group(pid: int) -> None:
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
