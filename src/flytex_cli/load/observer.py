"""Observe what loading a module takes from files: for `flytex affected`.

Python tells an audit hook of each file that is opened and each folder that is listed, and a finder of each module that
is looked for. Nothing tells of `os.stat`, by which code asks whether a file is there, so that it is wrapped.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import os
import pathlib
import sys
import sysconfig
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from flytex_cli.records import Access, Input, Inputs, ShownLocation, shown_path

_NOT_FILES = ("/proc/", "/dev/", "/sys/")
_WRITES = os.O_WRONLY | os.O_RDWR
_IMPORTS = "<frozen importlib"


class Observer:
    """Everything that a process reads, from `start` on.

    Args:
        here: the folder that places are relative to.
    """

    def __init__(self, here: str) -> None:
        paths = sysconfig.get_paths()
        own = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        installed = {own, *(os.path.realpath(paths[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib"))}
        installed |= {paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
        self._loading = os.path.join(own, "load") + os.sep
        self._own = own + os.sep
        self._left_out = (*_NOT_FILES, *(folder.rstrip(os.sep) + os.sep for folder in installed))
        self._here = here
        self._found: dict[tuple[str, Access], ShownLocation | None] = {}
        self._names: dict[str, None] = {}

    def start(self) -> None:
        """Begin to observe; there is no way to end it."""
        sys.addaudithook(self._hear)
        sys.meta_path.insert(0, self)
        for name in ("stat", "lstat", "access"):
            self._wrap(name)
        accessor = getattr(pathlib, "_NormalAccessor", None)  # of Python 3.10, which took the functions when imported
        if accessor is not None:
            accessor.stat = staticmethod(os.stat)

    def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> None:
        """Take the name of a module that is looked for; find nothing."""
        self._names[name] = None

    def inputs(self) -> Inputs:
        """Return what was observed, and the files of all modules."""
        for module in list(sys.modules.values()):
            with contextlib.suppress(Exception):  # what user code has put there may be anything
                file = object.__getattribute__(module, "__dict__").get("__file__")
                if type(file) is str:
                    self._note(file, Access.READ)
        found = (Input(path, access, place) for (path, access), place in self._found.items())
        return Inputs(tuple(found), tuple(self._names))

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = args
            writes = mode[:1] in ("w", "a", "x") if isinstance(mode, str) else flags & _WRITES
            if not writes:
                self._note(path, Access.READ)
        elif event in ("os.listdir", "os.scandir"):
            caller = sys._getframe(1)
            if not caller.f_code.co_filename.startswith(_IMPORTS):  # those are known by the names of modules
                self._note(args[0] or os.curdir, Access.LISTED)

    def _wrap(self, name: str) -> None:
        original: Callable[..., Any] = getattr(os, name)

        @functools.wraps(original)
        def observed(path: Any, *args: Any, **kwargs: Any) -> Any:
            self._note(path, Access.LOOKED_FOR)
            return original(path, *args, **kwargs)

        for each in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks, os.supports_effective_ids):
            if original in each:
                each.add(observed)
        setattr(os, name, observed)

    def _note(self, path: Any, access: Access) -> None:
        try:
            absolute = os.path.normpath(os.path.join(os.getcwd(), os.fsdecode(path)))
            if absolute.startswith(self._left_out):
                return
            if absolute.endswith(".pyc"):
                absolute = importlib.util.source_from_cache(absolute)
        except (TypeError, ValueError, OSError):  # a descriptor, no path at all, or a cache without a source
            return
        if (absolute, access) not in self._found and (access is Access.READ or not self._is_search()):
            self._found[absolute, access] = self._place()

    def _is_search(self) -> bool:
        """Return whether flytex itself looks for a module, which is known by its name."""
        frame: FrameType | None = sys._getframe(2)
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith(self._own) and file != __file__:
                return file.startswith(self._loading)
            if not file.startswith(self._left_out) and os.path.isabs(file):
                return False
            frame = frame.f_back
        return False

    def _place(self) -> ShownLocation | None:
        """Return the innermost line of the user's own code that is being run."""
        frame: FrameType | None = sys._getframe(2)
        while frame is not None:
            file = frame.f_code.co_filename
            if os.path.isabs(file) and not file.startswith(self._left_out):
                return ShownLocation(shown_path(Path(file), Path(self._here)), frame.f_lineno)
            frame = frame.f_back
        return None
