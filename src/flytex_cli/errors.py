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


class OptionError(UsageError):
    """The value of one option is wrong; the command line says instead where it was set, if that was a file.

    Attributes:
        option: its long name, or `paths`.
        problem: what is wrong with the value, without saying whose it is.
    """

    def __init__(self, option: str, problem: str, *, hint: str | None = None) -> None:
        super().__init__(f"{option}: {problem}" if option.startswith("--") else problem, hint=hint)
        self.option = option
        self.problem = problem


class EngineError(FlytexError):
    """The engine cannot start: no SDK, or one whose API flytex does not know (exit 2)."""


class OutputError(FlytexError):
    """The result cannot be written: unwritable folder, full disk, two tasks that want one file (exit 3)."""
