"""Where user code took an answer from a stub while a module was imported: a truth, a comparison, a number, a text.

Such an answer is made up, and it is no stub any more, so that nothing in a spec would show where it came from. Each is
noted with the places in user code that led to it; `reach/` follows it from there.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType

from flytex_cli.engine.source import is_library

OWN = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))) + os.sep

CALL = "call"
"""A call of a stub: an answer only where the code expects that it may raise."""

QUESTION = "question"
"""Whether it is an instance or a subclass, or has an attribute."""

FIELD = "field"
"""The default of a field in a class whose base is a stub."""

QUIET = frozenset({"truth", "equality", "text"})
"""What code about types asks every class."""

ABOUT_TYPES = frozenset(
    {"abc", "copy", "dataclasses", "enum", "flyteplugins", "functools", "inspect", "mashumaro", "pydantic"}
    | {"types", "typing", "typing_extensions", "weakref"}
)
"""Packages that ask the classes in annotations `QUIET` questions."""


@dataclass(frozen=True)
class Point:
    """A place in a running frame: its line and, from Python 3.11, where the expression begins and ends."""

    file: str
    line: int
    span: tuple[int, int, int, int] | None


@dataclass(frozen=True)
class Decision:
    """An answer of a stub.

    Attributes:
        name: the stub's dotted name.
        package: the package that it stands for.
        kind: what was asked.
        points: where, from the innermost frame of user code up to the module that was being imported.
    """

    name: str
    package: str
    kind: str
    points: tuple[Point, ...]


class Decisions:
    """The answers that stubs gave to user code, while they are noted."""

    def __init__(self) -> None:
        self._active = False
        self._consumed: dict[str, str] | None = None
        self._taken: dict[tuple[object, ...], Decision] = {}

    @property
    def active(self) -> bool:
        """Whether answers are noted."""
        return self._active

    @property
    def taken(self) -> list[Decision]:
        """What was noted."""
        return list(self._taken.values())

    def start(self) -> None:
        """Note from now on."""
        self._active = True

    def stop(self) -> None:
        """Note nothing any more."""
        self._active = False

    @contextlib.contextmanager
    def consumed(self) -> Iterator[dict[str, str]]:
        """Give the stubs, and their packages, that answer while a task is translated."""
        self._consumed = {}
        try:
            yield self._consumed
        finally:
            self._consumed = None

    def note(self, name: str, package: str, kind: str, frame: FrameType) -> None:
        """Note an answer given to the code of a frame."""
        of_types = kind == QUESTION and _is_of_flyte(frame)  # how a class travels is answered, or refused, by its name
        if self._consumed is not None and not of_types and kind not in (CALL, FIELD, "equality", "text"):
            self._consumed[name] = package
        if not self._active:
            return
        if kind in (CALL, FIELD) and is_foreign(frame.f_code.co_filename):
            return
        if kind in QUIET and _is_about_types(frame, kind):
            return
        frames = list(_users(frame))
        key = (kind == CALL, *((id(each.f_code), each.f_lasti) for each in frames))
        if frames and key not in self._taken:
            self._taken[key] = Decision(name, package, kind, tuple(map(_point, frames)))


DECISIONS = Decisions()
"""Those of this process."""


def _users(frame: FrameType | None) -> Iterator[FrameType]:
    """Yield the frames of user code from the inside out, up to the one that imports a module."""
    while frame is not None:
        if not is_foreign(frame.f_code.co_filename):
            yield frame
            if frame.f_code.co_name == "<module>":
                return
        frame = frame.f_back


def is_foreign(file: str) -> bool:
    """Whether a file belongs to flytex, to Python or to an installed package rather than to the user."""
    return file.startswith(OWN) or is_library(file)


def _is_about_types(frame: FrameType, kind: str) -> bool:
    if not is_foreign(frame.f_code.co_filename):
        return kind == "equality" and _is_union(frame)
    home = str(frame.f_globals.get("__name__", "")).partition(".")[0]
    return home in ABOUT_TYPES or (_is_of_flyte(frame) and kind != "truth")


def _is_of_flyte(frame: FrameType) -> bool:
    home = str(frame.f_globals.get("__name__", "")).partition(".")[0]
    return home == "flyte" or frame.f_code.co_filename.startswith(OWN)


def _is_union(frame: FrameType) -> bool:
    """Whether the frame is at `X | None`, which compares and hashes the classes."""
    import dis

    code = frame.f_code.co_code[frame.f_lasti]
    return dis.opname[code].startswith("BINARY_OP") or dis.opname[code] == "BINARY_OR"


def _point(frame: FrameType) -> Point:
    span = None
    positions = getattr(frame.f_code, "co_positions", None)
    if positions is not None and frame.f_lasti >= 0:
        found = list(positions())[frame.f_lasti // 2]
        if None not in found:
            span = found
    return Point(os.path.abspath(frame.f_code.co_filename), frame.f_lineno, span)


def note(name: str, package: str, kind: str, depth: int = 2) -> None:
    """Note an answer given to the code that called the caller."""
    DECISIONS.note(name, package, kind, sys._getframe(depth))
