"""Start the warm process before anything else, so that the SDK is imported while the command line is.

Importing the SDK takes most of a short run. `flytex_cli.__main__` calls `start_early` first thing; `runner.Run` takes
the process over when it turns out to be the one it needs. Nothing here may import more than it must.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from flytex_cli.commands import EARLY, WITHOUT_PATHS

START = "import sys; sys.path[:] = [p for p in sys.path if p]; from flytex_cli.load.server import main; main()"

ENGINES = frozenset({"auto", "sdk", "standin"})
"""The values of `engine.base.EngineChoice`, which would have to be imported."""

_early: tuple[str, subprocess.Popen[bytes]] | None = None
_keeping = False


def start_early(arguments: Sequence[str]) -> None:
    """Start a warm process if the command line looks as if it will load modules."""
    global _early
    if not arguments or arguments[0] not in EARLY or {"-h", "--help"} & set(arguments):
        return
    if arguments[0] in WITHOUT_PATHS and not any(map(os.path.exists, arguments[1:])):
        return
    if any(word == "--cache" or word.startswith("--cache-dir") for word in arguments):
        return  # it may not be needed
    words = " ".join(arguments).replace("--engine=", "--engine ").split()
    engine = words[words.index("--engine") + 1 :][:1] if "--engine" in words else ["auto"]
    if engine and engine[0] in ENGINES:
        _early = (engine[0], start(engine[0]))


def start(engine: str) -> subprocess.Popen[bytes]:
    """Start a warm process that brings `engine` up before it is asked to; an empty name waits for the request."""
    return subprocess.Popen(
        [sys.executable, "-c", START, engine], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )


def take(engine: str) -> subprocess.Popen[bytes]:
    """Return a warm process for `engine`: the early one if it fits, else a new one."""
    global _early
    early, _early = _early, None
    if early is not None:
        guessed, process = early
        if guessed == engine and process.poll() is None:
            return process
        process.kill()
    return start(engine)


def keep() -> None:
    """Let a warm process that has done its run wait for the next one: for a command that runs again and again."""
    global _keeping
    _keeping = True


def put_back(engine: str, process: subprocess.Popen[bytes]) -> bool:
    """Take back a process that has done its run; returns whether it is kept, else it is to be ended."""
    global _early
    if not _keeping or _early is not None:
        return False
    _early = (engine, process)
    return True


def stop() -> None:
    """End the early process if nobody took it."""
    if _early is not None:
        _early[1].kill()
        _early[1].wait()
