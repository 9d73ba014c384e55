"""A user's exception as text: the user's own frames, and where in the user's code it came from."""

from __future__ import annotations

import os
import traceback
from dataclasses import dataclass
from pathlib import Path

from flytex_cli.engine.source import is_library
from flytex_cli.engine.words import in_users_words
from flytex_cli.records import ShownLocation, shown_path

MAX_TRACE = 50_000
"""What is kept of a traceback, in characters: a user's exception may have any text, and any number of causes."""

OWN = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep


@dataclass(frozen=True)
class Trace:
    """Where an exception came from.

    Attributes:
        location: the innermost frame of user code.
        short: the frames of user code alone; None when there is none.
        full: every frame but flytex's own, and the chain of causes.
    """

    location: ShownLocation | None
    short: str | None
    full: str


def trace_of(error: BaseException, here: str) -> Trace:
    """Cut an exception's traceback to the user's frames; the location is relative to `here`.

    Raises:
        BaseException: what a method of the exception, or of its class, raises.
    """
    exception = traceback.TracebackException.from_exception(error)
    frames = list(exception.stack)
    users = [frame for frame in frames if not is_library(frame.filename) and not frame.filename.startswith(OWN)]
    location = None
    if isinstance(error, SyntaxError) and isinstance(error.filename, str) and not is_library(error.filename):
        location = _shown(error.filename, error.lineno, here)
    elif users:
        location = _shown(users[-1].filename, users[-1].lineno, here, users[-1].name)
    exception.stack = traceback.StackSummary.from_list(
        [frame for frame in frames if not frame.filename.startswith(OWN)]
    )
    short = "".join(traceback.StackSummary.from_list(users).format()) + "".join(exception.format_exception_only())
    full = _clipped("".join(exception.format()))
    return Trace(location, in_users_words(_clipped(short)) if users or location else None, full)


def _clipped(text: str) -> str:
    """Leave out the middle of a text that is too long."""
    surplus, half = len(text) - MAX_TRACE, MAX_TRACE // 2
    if surplus > 0:
        text = f"{text[:half]}\n[... {surplus} characters left out ...]\n{text[-half:]}"
    return text.rstrip()


def _shown(file: str, line: int | None, here: str, function: str | None = None) -> ShownLocation:
    return ShownLocation(shown_path(Path(os.path.abspath(file)), Path(here)), line, function)
