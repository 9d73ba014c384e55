"""How a module process ended, when it did not end by itself, as a diagnostic."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

from flytex_cli.engine.source import is_library
from flytex_cli.load.protocol import Done
from flytex_cli.load.target import ModuleTarget
from flytex_cli.records import Diagnostic, Severity, ShownLocation, shown_path

GAVE_UP = 70
"""The status of a module process whose own code failed, and could not even say why."""

_FAULT_FRAME = re.compile(r'^  File "(?P<file>.+)", line (?P<line>\d+) in (?P<function>.+)$', re.MULTILINE)


def ending_diagnostic(done: Done, target: ModuleTarget, output: str) -> Diagnostic | None:
    """Say how a module process ended; None when it ended as it should."""
    how, code, phase = done.how, done.code, done.phase
    known = {"": "while it was loaded", "importing": "while it was imported", "starting": "before it was imported"}
    while_ = known.get(phase, f"while {phase}")
    location = ShownLocation(target.shown)
    hint = None
    if how == "ok":
        return None
    if how == "timeout":
        message = f"the module took too long {while_} and was stopped"
        hint = "raise --timeout, or move slow work out of the module's top level"
    elif how == "broken":
        message = f"the module wrote into flytex's own channel {while_}: {done.broken}"
        hint = "it must not write to, or close, file descriptors that it did not open"
    elif how == "lost":
        message = f"the process that loads modules {done.broken} while it loaded this one"
        hint = "a module must not signal processes that it did not start; or the system ran out of memory"
    elif how == "signal":
        message = f"the module's process was killed by {_signal_name(-code)} {while_}"
        hint = "a crash in native code, or the system ran out of memory" if code in (-9, -11, -6, -7) else None
        location = _fault_location(output, target) or location
    elif code == GAVE_UP:
        message = f"flytex could not go on with the module {while_}"
        hint = "the module took away what flytex works with: file descriptors, builtins, sys.modules, Python's library"
    else:
        message = f"the module ended its process {while_} with status {code} (os._exit)"
        hint = "a module that is imported must not end the process"
    return Diagnostic(Severity.ERROR, message, hint, location)


def ended(status: int) -> str:
    """Return how a process ended, from `Popen.returncode`, of one that leaves with 128 and the signal's number."""
    number = -status if status < 0 else status - 128
    return f"was killed by {_signal_name(number)}" if number > 0 else f"ended with status {status}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _fault_location(output: str, target: ModuleTarget) -> ShownLocation | None:
    """Return the innermost user frame that Python's fault handler printed."""
    for match in _FAULT_FRAME.finditer(output):
        if not is_library(match["file"]):
            here = target.file.removesuffix(target.shown) or os.getcwd()  # the folder that paths are shown relative to
            return ShownLocation(shown_path(Path(match["file"]), Path(here)), int(match["line"]), match["function"])
    return None
