"""An exception from foreign code as one sentence."""

from __future__ import annotations

from typing import Any

from flytex_cli.engine.base import Problem
from flytex_cli.engine.plain import ADDRESS
from flytex_cli.engine.words import in_users_words, without_folders

MAX_SENTENCE = 500
MAX_READ = 100 * MAX_SENTENCE
"""How much of a message is looked at, in characters."""


def one_line(error: BaseException) -> str:
    """Write an exception as `TypeError: its message`, in one line of bounded length."""
    try:
        message = without_folders(in_users_words(ADDRESS.sub("", " ".join(str(error)[:MAX_READ].split()))))
    except BaseException as again:  # a user's __str__ may raise anything, also what would end the process
        message = f"(its message cannot be shown: {type(again).__name__})"
    return clipped(f"{type(error).__name__}: {message}" if message else type(error).__name__)


def clipped(sentence: str) -> str:
    """Bound the length of a sentence that quotes foreign text."""
    return sentence if len(sentence) <= MAX_SENTENCE else sentence[: MAX_SENTENCE - 3] + "..."


def problem_of(error: BaseException, function: Any = None, what: str = "task") -> Problem:
    """Return why a task, whose function may be known, or an app could not be translated."""
    from flytex_cli.engine.reasons import reason_of  # where nothing fails, nobody needs it

    reason = reason_of(error, function)
    if reason is not None:
        return Problem(f"the {what} cannot be translated: {reason.sentence}", reason.hint, error=error)
    return Problem(f"the {what} cannot be translated: {one_line(error)}", error=error)
