"""Who does something: the user's code, a library, or flytex; told by the files of the frames on the stack."""

from __future__ import annotations

import functools
import os
import sys
import sysconfig
from enum import Enum
from pathlib import Path
from types import FrameType

from flytex_cli.records import ShownLocation, shown_path

NOT_FILES = ("/proc/", "/dev/", "/sys/")
IMPORTS = "<frozen importlib"
DISTRIBUTIONS = "*.dist-info"
"""Stands among the names that are looked for in a folder for those of all distributions."""

_PLAIN_HELPERS = ("contextlib", "subprocess", "tempfile")
"""Modules of Python's that do something for whoever calls them; one in `site-packages` is not among them."""

_KEEP_TIME = ("asyncio", "concurrent", "logging", "multiprocessing", "queue", "selectors", "socket", "ssl", "threading")
"""Python's own modules that look at the clock for themselves, whoever calls them."""


_PATHS = sysconfig.get_paths()
_PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_NAMED = {_PATHS[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
_INSTALLED = {_PACKAGE, *_NAMED, *map(os.path.realpath, _NAMED)}
_OWN = _PACKAGE + os.sep
_LOADING = os.path.join(_PACKAGE, "load") + os.sep
_OBSERVING = os.path.dirname(os.path.abspath(__file__)) + os.sep
_FOR_ITSELF = (IMPORTS, _OWN, *(os.path.join(_PATHS["stdlib"], name) for name in _KEEP_TIME))

_PYTHONS_OWN = ("<frozen ", *(os.path.join(_PATHS["stdlib"], f"{name}.py") for name in _PLAIN_HELPERS))
_SDK_ASKS_GIT = os.sep + os.path.join("flyte", "git") + os.sep

_LOOK_THROUGH = frozenset({"children", "mtime", "_announces"})
_FIND_DISTRIBUTIONS = (
    os.path.join(_PATHS["stdlib"], "importlib", "metadata") + os.sep,
    os.path.join(_PACKAGE, "standin", "_core", "types", "plugins.py"),
)
"""Functions that look through a folder for distributions, and the files they are in."""

LEFT_OUT = (*NOT_FILES, *(folder.rstrip(os.sep) + os.sep for folder in _INSTALLED))
"""What paths begin with that are no files of the user's."""

LEFT_OUT_FOLDERS = frozenset(
    {
        *(folder.rstrip(os.sep) for folder in LEFT_OUT),
        os.path.join(os.path.dirname(_PATHS["stdlib"]), f"python{sys.version_info.major}{sys.version_info.minor}.zip"),
    }
)
"""The topmost of these, and the archive that Python looks for its own modules in."""

ABOVE = frozenset(str(parent) for folder in _INSTALLED for parent in Path(folder).parents)
"""The folders above those that are installed, which `os.path.realpath` looks at for each file."""


class _Whose(Enum):
    """Whose code a file holds."""

    USERS = "users"
    SEARCH = "search"
    """flytex's, which looks for modules."""
    FLYTEX = "flytex"
    PASSED = "passed"
    """That of someone who does things for others: of a library, or what observes."""


class Frames:
    """What the frames on the stack say.

    Each look at the code of a frame is told to every audit hook, and so costs more than it seems.

    Args:
        here: the folder that places are relative to.
    """

    def __init__(self, here: str) -> None:
        self._here = Path(here)
        self._files: dict[str, str] = {}
        """Files as they are shown."""

    def place(self, frame: FrameType | None) -> ShownLocation | None:
        """Return the innermost line of the user's own code that is being run."""
        while frame is not None:
            file = frame.f_code.co_filename
            if _whose(file) is _Whose.USERS:
                return self._shown(file, frame.f_lineno)
            frame = frame.f_back
        return None

    def asker(self, frame: FrameType | None) -> ShownLocation | None:
        """Return the line of the user's code that calls something; None where a library does so for itself."""
        while frame is not None:
            file = frame.f_code.co_filename
            if _whose(file) is _Whose.USERS:
                return self._shown(file, frame.f_lineno)
            if file.startswith(_FOR_ITSELF):
                return None
            frame = frame.f_back
        return None

    def is_search(self, frame: FrameType | None) -> bool:
        """Return whether flytex itself looks for a module, which is known by its name."""
        while frame is not None:
            whose = _whose(frame.f_code.co_filename)
            if whose is not _Whose.PASSED:
                return whose is _Whose.SEARCH
            frame = frame.f_back
        return False

    def looks_through(self, frame: FrameType) -> bool:
        """Return whether a folder is looked through for distributions only: of a user's folder no other name counts."""
        return frame.f_code.co_name in _LOOK_THROUGH and frame.f_code.co_filename.startswith(_FIND_DISTRIBUTIONS)

    def is_flytex(self, frame: FrameType | None) -> bool:
        """Return whether flytex does something, or the SDK for a link to the source, with Python's own modules."""
        while frame is not None and frame.f_code.co_filename.startswith(_PYTHONS_OWN):
            frame = frame.f_back
        file = frame.f_code.co_filename if frame is not None else ""
        return file.startswith(_OWN) or _SDK_ASKS_GIT in file

    def is_own(self, frame: FrameType) -> bool:
        """Return whether a frame is flytex's own code."""
        return frame.f_code.co_filename.startswith(_OWN)

    def _shown(self, file: str, line: int) -> ShownLocation:
        shown = self._files.get(file)
        if shown is None:
            shown = self._files[file] = shown_path(Path(file), self._here)
        return ShownLocation(shown, line)


@functools.cache
def _whose(file: str) -> _Whose:
    if file.startswith(_OWN) and not file.startswith(_OBSERVING):
        return _Whose.SEARCH if file.startswith(_LOADING) else _Whose.FLYTEX
    return _Whose.USERS if file.startswith(os.sep) and not file.startswith(LEFT_OUT) else _Whose.PASSED
