"""The errors flytex raises on purpose: each is one sentence, a hint, and a place.

Any other exception that a command raises is a bug in flytex and exits 101.
"""

from __future__ import annotations


class FlytexError(Exception):
    """Say what went wrong, and in `hint` how to fix it.

    Attributes:
        message: one sentence that names the file, task, field or value.
        hint: one line on how to fix it, or None.
    """

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(FlytexError):
    """The command line, the library call or a configuration file asks for something impossible (exit 2)."""


class EngineError(FlytexError):
    """The engine cannot start: no SDK, or one whose API flytex does not know (exit 2)."""


class OutputError(FlytexError):
    """The result cannot be written: unwritable folder, full disk, two tasks that want one file (exit 3)."""
