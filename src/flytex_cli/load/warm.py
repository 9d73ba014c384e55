"""Start the warm process before anything else, so that the SDK is imported while the command line is.

Importing the SDK takes most of a short run. `flytex_cli.__main__` calls `start_early` first thing; `runner.Run` takes
the process over when it turns out to be the one it needs. Nothing here may import more than it must.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from collections.abc import Sequence

START = "import sys; sys.path[:] = [p for p in sys.path if p]; from flytex_cli.load.server import main; main()"

LOADING_COMMANDS = frozenset({"serialize", "podspec"})
"""The commands that load modules."""

OPTIONAL_PATHS = frozenset({"podspec"})
"""Those that do so only if a path is given, more or less."""

_early: subprocess.Popen[bytes] | None = None


def start_early(arguments: Sequence[str]) -> None:
    """Start a warm process if the command line looks as if it will load modules with an installed SDK."""
    global _early
    unlikely = {"-h", "--help", "standin", "--engine=standin"} & set(arguments)
    if not arguments or (arguments[0] in OPTIONAL_PATHS and not any(map(os.path.exists, arguments[1:]))):
        return
    if arguments[0] in LOADING_COMMANDS and len(arguments) > 1 and not unlikely:
        _early = start("auto")
        atexit.register(_stop)


def start(engine: str) -> subprocess.Popen[bytes]:
    """Start a warm process that brings `engine` up before it is asked to; an empty name waits for the request."""
    return subprocess.Popen(
        [sys.executable, "-c", START, engine], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )


def take(engine: str) -> subprocess.Popen[bytes]:
    """A warm process for `engine`: the early one if it fits, else a new one."""
    global _early
    early, _early = _early, None
    if early is not None and engine == "auto" and early.poll() is None:
        return early
    if early is not None:
        early.kill()
    return start(engine)


def _stop() -> None:
    if _early is not None:
        _early.kill()
        _early.wait()
