"""One warm process, from the request to its end. It is never waited for without a limit: user code can stop it."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
from collections.abc import Iterator
from typing import IO

from flytex_cli.load import protocol, warm
from flytex_cli.load.ending import ended
from flytex_cli.load.framing import Decoder, Frame, ProtocolError

STARTING = 600.0
"""How long an engine may take to come up, in seconds."""

SILENCE = 60.0
"""How long a warm process that is up, which speaks every second, may say nothing, in seconds."""

LEAVING = 10.0
"""How long a warm process may take to end all that it started, in seconds."""


class LostError(Exception):
    """The warm process is gone before all was done; the text says how, as in `was killed by SIGKILL`."""


class Connection:
    """A warm process that loads the modules of one request."""

    def __init__(self, engine: str, run: protocol.Run) -> None:
        self._process = warm.take(engine)
        self._engine = engine
        self._is_done = False
        self._modules = len(run.targets)
        self._groups: dict[int, int] = {}
        with contextlib.suppress(BrokenPipeError):
            stdin = _stream(self._process.stdin)
            stdin.write(protocol.to_frame(run).pack())
            stdin.flush()

    def events(self) -> Iterator[tuple[int, Frame | protocol.Event]]:
        """Yield what the warm process says itself, and unread what it passes on, each with the module's place.

        Raises:
            LostError: before every module was done it ended, fell silent, or said what is no message.
        """
        left = self._modules
        try:
            for frame in self._frames():
                if frame.module >= max(1, self._modules):
                    raise ProtocolError("there is no such module")
                if frame.kind in protocol.OF_MODULES:
                    yield frame.module, frame
                    continue
                event = protocol.from_frame(frame)
                match event:
                    case protocol.Running():
                        self._groups[frame.module] = event.pid
                    case protocol.Run() | protocol.Job() | protocol.Alive():
                        pass
                    case _:
                        yield frame.module, event
                if isinstance(event, protocol.Done):
                    self._groups.pop(frame.module, None)
                    left -= 1
                    if not left:
                        self._is_done = True
                        return
        except ProtocolError:
            self._kill()
            raise LostError("sent what is no message") from None
        if left:
            self._kill()
            raise LostError(ended(self._process.wait()))

    def stop(self) -> None:
        """End the warm process, which ends all it started; or keep it for the next run, where there will be one."""
        if self._is_done and warm.put_back(self._engine, self._process):
            return
        stdin, stdout = _stream(self._process.stdin), _stream(self._process.stdout)
        with contextlib.suppress(OSError):
            stdin.close()
        if not stdout.closed:
            with contextlib.suppress(LostError):
                for _ in self._pieces(LEAVING, LEAVING):
                    continue
            stdout.close()
        self._process.wait()

    def _frames(self) -> Iterator[Frame]:
        decoder = Decoder()
        for data in self._pieces(STARTING, SILENCE):
            yield from decoder.feed(data)

    def _pieces(self, first: float, limit: float) -> Iterator[bytes]:
        """Yield what comes, until the end; a process that says nothing for so long is ended."""
        fd = _stream(self._process.stdout).fileno()
        with selectors.DefaultSelector() as selector:
            selector.register(fd, selectors.EVENT_READ)
            patience = first
            while True:
                if not selector.select(patience):
                    self._kill()
                    raise LostError(f"did not answer for {patience:g} seconds")
                data = os.read(fd, 1 << 18)
                if not data:
                    return
                yield data
                patience = limit

    def _kill(self) -> None:
        """End a warm process that cannot be trusted to end what it started."""
        self._process.kill()
        for pid in self._groups.values():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream
