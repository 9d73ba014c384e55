"""Where something is written in the user's files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a source file; lines and columns count from 1, columns in characters, the end is exclusive.

    Attributes:
        file: relative to the working directory where it lies below it.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class Place:
    """Where something is declared, and whose it is.

    Attributes:
        owner: full name of the task, or name of the environment, that it is written at; None outside of both.
    """

    span: Span
    owner: str | None = None
