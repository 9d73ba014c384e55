"""A user's exception as text: the user's own frames, and where in the user's code it came from."""

from __future__ import annotations

import os
import traceback
from dataclasses import dataclass

from flytex_cli.engine.source import is_library, located
from flytex_cli.records import SourceLocation

OWN = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep


@dataclass(frozen=True)
class Trace:
    """Where an exception came from.

    Attributes:
        location: the innermost frame of user code.
        short: the frames of user code alone; None when there is none.
        full: every frame but flytex's own, and the chain of causes.
    """

    location: SourceLocation | None
    short: str | None
    full: str


def trace_of(error: BaseException, here: str) -> Trace:
    """Cut an exception's traceback to the user's frames; the location is relative to `here`."""
    frames = traceback.extract_tb(error.__traceback__)
    users = [frame for frame in frames if not is_library(frame.filename) and not frame.filename.startswith(OWN)]
    location = None
    if isinstance(error, SyntaxError) and error.filename and not is_library(error.filename):
        location = located(os.path.abspath(error.filename), error.lineno, here)
    elif users:
        location = located(os.path.abspath(users[-1].filename), users[-1].lineno, here, users[-1].name)
    kept = traceback.StackSummary.from_list([frame for frame in frames if not frame.filename.startswith(OWN)])
    exception = traceback.TracebackException.from_exception(error)
    exception.stack = kept
    short = "".join(traceback.StackSummary.from_list(users).format()) + "".join(exception.format_exception_only())
    return Trace(location, short.rstrip() if users or location else None, "".join(exception.format()).rstrip())
