"""Start flytex by forking a process that has imported it already: a process of its own all the same, in a tenth of the time.

Four kinds of process stand ready for a test session. One has the command line's modules imported and becomes
`python -m flytex_cli ARGUMENTS`; one an engine has its engine up and becomes a warm process, as `load/warm.py` starts it;
one has the SDK's command line imported and becomes `flyte ARGUMENTS`; one a module that uses the SDK has it imported and
becomes `python -m MODULE ARGUMENTS`. They are forked for every run, with the run's own
environment, working directory and standard streams, so nothing of a run reaches the next. Where that could differ from a
fresh interpreter (other variables for Python or the SDK; no Linux), `can_fork` says no, and a fresh interpreter it is. This
file is also what those processes run; it imports nothing of the tests.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gc
import importlib
import importlib.util
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, BinaryIO, NoReturn, TypeAlias

REPOSITORY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CLI = "cli"
FLYTE = "flyte"
NO_SENTRY = {"FLYTE_DISABLE_SENTRY": "true"}
"""The SDK's command line reports to nobody."""
READS = ("PYTHON", "FLYTE_", "LD_")
"""Variables of these names are read at start: a run with others than the session's needs a fresh interpreter."""
BOOT = (
    "import importlib.util, sys; sys.path[:] = [p for p in sys.path if p];"
    " spec = importlib.util.spec_from_file_location('forks', sys.argv[1]);"
    " forks = importlib.util.module_from_spec(spec); spec.loader.exec_module(forks); forks.serve(*sys.argv[2:])"
)
REQUIREMENTS = (
    "aiofiles.tempfile",
    "anyio._backends._asyncio",
    "async_lru",
    "connectrpc.client",
    "connectrpc.server",
    "docstring_parser",
    "fsspec.asyn",
    "google.protobuf.json_format",
    "httpx",
    "mashumaro.codecs.msgpack",
    "mashumaro.mixins.json",
    "msgpack",
    "obstore.fsspec",
    "opentelemetry.propagate",
    "pydantic.json_schema",
    "pyqwest",
    "rich.progress",
    "sentry_sdk",
)
"""What the SDK imports of others when it deploys."""
_LEAVE = os._exit
_LOOPS: list[Any] = []
"""The event loops that the SDK runs in threads."""


Completed: TypeAlias = "subprocess.CompletedProcess[bytes]"
RunFlyte = Callable[[Sequence[str], str, Mapping[str, str], float], Completed]


class Forks:
    """The processes that stand ready, each started when it is first needed.

    Args:
        environ: the session's variables.
        python: the interpreter that runs flytex.
        engines: those that stand ready; another one is brought up for each run.
    """

    def __init__(self, environ: Mapping[str, str], python: str = sys.executable, engines: Sequence[str] = ()) -> None:
        self._environ = dict(environ)
        self._python = python
        self._engines = engines or installed_engines()
        self._folder = tempfile.TemporaryDirectory(prefix="forks-")
        self._ready: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Forks:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._ready.values():
            assert process.stdin is not None
            process.stdin.close()
            process.wait()
        self._folder.cleanup()

    def can_fork(self, environ: Mapping[str, str], name: str = CLI) -> bool:
        """Whether a run with these variables may be forked."""
        return sys.platform == "linux" and _read_at_start(environ) == _read_at_start(self._starts_with(name))

    def _starts_with(self, name: str) -> dict[str, str]:
        return self._environ | (NO_SENTRY if name == FLYTE else {})

    def flytex(
        self,
        arguments: Sequence[str],
        cwd: str,
        environ: Mapping[str, str],
        stdin: bytes = b"",
        timeout: float | None = None,
    ) -> Completed:
        """Run the command line and wait until it has ended and nobody holds its output any more."""
        if not self.can_fork(environ):
            command = [self._python, "-m", "flytex_cli", *arguments]
            return subprocess.run(
                command, cwd=cwd, env=environ, input=stdin, timeout=timeout, capture_output=True, check=False
            )
        engines = {name: self._path(name) for name in self._engines}
        return self._run(CLI, arguments, cwd, environ, engines, stdin, timeout)

    def flyte(self, start: RunFlyte) -> RunFlyte:
        """In the place of what runs the SDK's own command line in a fresh interpreter."""

        def forked(arguments: Sequence[str], cwd: str, environ: Mapping[str, str], timeout: float) -> Completed:
            if not self.can_fork(environ, FLYTE):
                return start(arguments, cwd, environ, timeout)
            return self._run(FLYTE, arguments, cwd, environ, {}, b"", timeout)

        return forked

    def module(self, name: str, arguments: Sequence[str]) -> Completed:
        """Run a module of the tests that uses the SDK, with the session's variables, at the top of the repository."""
        return self._run(name, arguments, REPOSITORY, self._environ, {}, b"", None)

    def _run(
        self,
        name: str,
        arguments: Sequence[str],
        cwd: str,
        environ: Mapping[str, str],
        engines: Mapping[str, str],
        stdin: bytes,
        timeout: float | None,
    ) -> Completed:
        request = {"arguments": list(arguments), "cwd": cwd, "environ": dict(environ), "engines": engines}
        with _Streams(stdin) as streams:
            process = Forked(self._path(name), request, streams.theirs)
            try:
                out, err = streams.read(timeout)
            except BaseException:
                process.kill()
                raise
            return subprocess.CompletedProcess(arguments, process.wait(), out, err)

    def warm(self, start: Callable[[str], Any]) -> Callable[[str], Any]:
        """In the place of `load.warm.start`, for what a test loads in its own process."""

        def forked(engine: str) -> Any:
            name = _chosen(engine, self._engines)
            return _warm(engine, self._path(name)) if name and self.can_fork(os.environ) else start(engine)

        return forked

    def _path(self, name: str) -> str:
        path = os.path.join(self._folder.name, name)
        if name not in self._ready:
            command = [self._python, "-c", BOOT, __file__, path, name]
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=self._folder.name,
                env=self._starts_with(name),
                start_new_session=True,
            )
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            self._ready[name] = process
        return path


def installed_engines() -> tuple[str, ...]:
    """The engines that can be brought up here."""
    return ("standin", "sdk") if importlib.util.find_spec("flyte") is not None else ("standin",)


def flyte_command(python: str = sys.executable) -> str:
    """The SDK's command line beside an interpreter."""
    return os.path.join(os.path.dirname(python), "flyte")


def _chosen(engine: str, ready: Collection[str]) -> str | None:
    """Which of those that stand ready is meant, if any."""
    meant = engine if engine != "auto" else "sdk" if "sdk" in ready else "standin"
    return meant if meant in ready else None


def _read_at_start(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environ.items() if name.startswith(READS) and name != "PYTEST_VERSION"}


class _Streams:
    """Three pipes: what the other process takes for its standard streams, and our ends of them."""

    def __init__(self, stdin: bytes) -> None:
        pipes = [os.pipe() for _ in range(3)]
        self.theirs = [pipes[0][0], pipes[1][1], pipes[2][1]]
        self._stdin, self._ours = pipes[0][1], [pipes[1][0], pipes[2][0]]
        self._said = [b"", b""]
        self._threads = [threading.Thread(target=self._read, args=(index,), daemon=True) for index in (0, 1)]
        self._threads.append(threading.Thread(target=self._write, args=(stdin,), daemon=True))

    def __enter__(self) -> _Streams:
        return self

    def __exit__(self, *_: object) -> None:
        for fd in self.theirs:
            os.close(fd)
        self.theirs = []

    def read(self, timeout: float | None) -> list[bytes]:
        self.__exit__()
        for thread in self._threads:
            thread.start()
        for thread in self._threads:
            thread.join(timeout)
            if thread.is_alive():
                raise TimeoutError(f"flytex, or what it started, still runs after {timeout} seconds")
        return self._said

    def _read(self, index: int) -> None:
        with os.fdopen(self._ours[index], "rb") as stream:
            self._said[index] = stream.read()

    def _write(self, data: bytes) -> None:
        with contextlib.suppress(BrokenPipeError), os.fdopen(self._stdin, "wb") as stream:
            stream.write(data)


class Forked:
    """A process that was forked elsewhere, with what `subprocess.Popen` has of it."""

    def __init__(self, path: str, request: Mapping[str, Any], streams: Sequence[int]) -> None:
        self.stdin: BinaryIO | None = None
        self.stdout: BinaryIO | None = None
        self.returncode: int | None = None
        self._connection = socket.socket(socket.AF_UNIX)
        self._connection.connect(path)
        data = json.dumps(request).encode()
        socket.send_fds(self._connection, [len(data).to_bytes(4, "big")], list(streams))
        self._connection.sendall(data)
        self.pid = int.from_bytes(_exactly(self._connection, 4), "big")

    def wait(self) -> int:
        if self.returncode is None:
            self.returncode = int.from_bytes(_exactly(self._connection, 4), "big", signed=True)
            self._connection.close()
        return self.returncode

    def poll(self) -> int | None:
        if self.returncode is None and select.select([self._connection], [], [], 0)[0]:
            self.wait()
        return self.returncode

    def kill(self) -> None:
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)


def _warm(engine: str, path: str) -> Forked:
    """A warm process for an engine, as `load.warm.start` gives it."""
    stdin, stdout = os.pipe(), os.pipe()
    request = {"arguments": [engine], "cwd": os.getcwd(), "environ": dict(os.environ), "engines": {}}
    process = Forked(path, request, [stdin[0], stdout[1], 2])
    os.close(stdin[0])
    os.close(stdout[1])
    process.stdin, process.stdout = os.fdopen(stdin[1], "wb"), os.fdopen(stdout[0], "rb")
    return process


def _exactly(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = connection.recv(size - len(data))
        if not piece:
            raise EOFError("the process that forks is gone")
        data += piece
    return data


# What follows runs in the processes that stand ready.


def serve(path: str, name: str) -> None:
    """Import what `name` needs, then fork for every connection until standard input ends."""
    become: Callable[[Mapping[str, Any], Sequence[int]], None]
    if name == CLI:
        _import_command_line()
        become = _become_command_line
    elif name == FLYTE:
        _import_sdk("flyte.cli.main", "flyte.cli._deploy")
        become = _become_flyte
    elif "." in name:
        sys.path.insert(0, REPOSITORY)
        _import_sdk(name)
        become = functools.partial(_become_module, name)
    else:
        _import_engine(name)
        become = _become_warm
    control, out = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    os.write(out, b"ready\n")
    os.close(out)
    running: dict[int, tuple[int, socket.socket]] = {}  # by pidfd
    poll = select.poll()
    for fd in (control, listener.fileno()):
        poll.register(fd, select.POLLIN | select.POLLHUP)
    while True:
        for fd, _ in poll.poll():
            if fd == control:
                _LEAVE(0)
            elif fd == listener.fileno():
                connection, _ = listener.accept()
                size, streams, _, _ = socket.recv_fds(connection, 4, 3)
                request = json.loads(_exactly(connection, int.from_bytes(size, "big")))
                pid = os.fork()
                if pid == 0:
                    for other in [control, listener.fileno(), *running]:
                        os.close(other)
                    for _, waiting in running.values():
                        waiting.close()
                    connection.close()
                    become(request, streams)
                for stream in streams:
                    os.close(stream)
                pidfd = os.pidfd_open(pid)
                running[pidfd] = (pid, connection)
                poll.register(pidfd, select.POLLIN)
                connection.sendall(pid.to_bytes(4, "big"))
            else:
                pid, connection = running.pop(fd)
                poll.unregister(fd)
                os.close(fd)
                _, status = os.waitpid(pid, 0)
                with contextlib.suppress(OSError):
                    connection.sendall(os.waitstatus_to_exitcode(status).to_bytes(4, "big", signed=True))
                connection.close()


def _import_command_line() -> None:
    """All of flytex that no engine needs: a run imports what it uses, one by one."""
    import flytex_cli

    rooms = [room.name for room in pkgutil.iter_modules(flytex_cli.__path__, "flytex_cli.")]
    for room in sorted(set(rooms) - {"flytex_cli.standin", "flytex_cli.engine", "flytex_cli.__main__"}):
        module = importlib.import_module(room)
        for inner in pkgutil.walk_packages(getattr(module, "__path__", []), f"{room}."):
            importlib.import_module(inner.name)


def _import_engine(name: str) -> None:
    from flytex_cli.engine import bring_up
    from flytex_cli.engine.base import Engine, EngineChoice
    from flytex_cli.load import server, worker  # noqa: F401

    engine = bring_up(EngineChoice(name))

    def again(choice: EngineChoice) -> Engine:
        """Give that engine, as `auto` would not find it: the name `flyte` is taken now. It has no threads here."""
        engine.after_fork()
        return engine

    vars(server)["bring_up"] = again


def _import_sdk(*first: str) -> None:
    """What a program imports before it loads a module, and of what the SDK imports later nothing that is its own."""
    for module in first:
        importlib.import_module(module)
    idl = importlib.import_module("flyteidl2")
    every = [each.name for each in pkgutil.walk_packages(idl.__path__, "flyteidl2.")]
    messages = [name for name in every if not name.endswith("_grpc")]  # gRPC bears no fork
    for module in [*REQUIREMENTS, *messages]:
        with contextlib.suppress(ImportError):  # releases need different ones
            importlib.import_module(module)
    cls = importlib.import_module("flyte.syncify._api")._BackgroundLoop
    _LOOPS.extend(each for each in gc.get_objects() if type(each) is cls)
    gc.freeze()  # what is forked shares these pages


def _take_over(request: Mapping[str, Any], streams: Sequence[int]) -> None:
    """Be a process as the request describes it."""
    for number, fd in enumerate(streams):
        os.dup2(fd, number)
        os.close(fd)
    os.environ.clear()
    os.environ.update(request["environ"])
    os.chdir(request["cwd"])


def _become_command_line(request: Mapping[str, Any], streams: Sequence[int]) -> NoReturn:
    try:
        _take_over(request, streams)
        from flytex_cli import __main__
        from flytex_cli.load import warm

        start, engines = warm.start, request["engines"]

        def forked(engine: str) -> Any:
            name = _chosen(engine, engines)
            return _warm(engine, engines[name]) if name else start(engine)

        warm.start = forked
        sys.argv = [__main__.__file__, *request["arguments"]]
        __main__.main()
        __main__.leave(0)
    finally:
        _LEAVE(70)


def _become_flyte(request: Mapping[str, Any], streams: Sequence[int]) -> None:
    """Run the SDK's own script, whose way to end is this process's."""
    _take_over(request, streams)
    _restart_background_loops()
    script = flyte_command()
    sys.argv = [script, *request["arguments"]]
    sys.path.insert(0, os.path.dirname(script))
    runpy.run_path(script, run_name="__main__")
    sys.exit()


def _become_module(name: str, request: Mapping[str, Any], streams: Sequence[int]) -> None:
    _take_over(request, streams)
    _restart_background_loops()
    module = sys.modules[name]
    sys.argv = [str(module.__file__), *request["arguments"]]
    module.main()
    sys.exit()


def _restart_background_loops() -> None:
    """Those of `flyte.syncify`: their threads do not survive a fork."""
    for loop in _LOOPS:
        loop.loop = asyncio.new_event_loop()
        loop.thread = threading.Thread(name=loop.thread.name, target=loop._run, daemon=True)
        loop.thread.start()


def _become_warm(request: Mapping[str, Any], streams: Sequence[int]) -> NoReturn:
    try:
        os.setsid()
        _take_over(request, streams)
        from flytex_cli.load import server

        sys.argv = ["-c", *request["arguments"]]
        server.main()
        _LEAVE(0)
    except SystemExit:
        _LEAVE(0)
    finally:
        _LEAVE(70)
