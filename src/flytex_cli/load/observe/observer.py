"""Observe what loading a module takes from files: for `flytex affected`, and for the cache.

Python tells an audit hook of each file that is opened and each folder that is listed, and a finder of each module that
is looked for. Nothing tells of `os.stat`, by which code asks whether a file is there, so that it is wrapped.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pathlib
import sys
from collections.abc import Sequence
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any

from flytex_cli.load import audit
from flytex_cli.load.observe.frames import ABOVE, IMPORTS, LEFT_OUT, LEFT_OUT_FOLDERS, NOT_FILES, Frames
from flytex_cli.load.observe.python import Question, is_to_write, put_in_place, wrapped
from flytex_cli.records import Access, Input, Inputs, ShownLocation

if TYPE_CHECKING:
    from flytex_cli.load.observe.around import Around
    from flytex_cli.load.own_tree import OwnTree

REHEARSALS = 24
"""After how many calls Python (3.11 and later) has made the most of a function."""


class Observer:
    """Everything that a process reads, from `start` on.

    All that Python has to call is put in its place once, by the warm process where there is one: each process that is
    forked would otherwise change the same pages of memory for itself.

    Args:
        here: the folder that places are relative to.
        outcome_is_kept: whether to observe, too, whatever else decides the outcome.
    """

    def __init__(self, here: str, outcome_is_kept: bool) -> None:
        self._frames = Frames(here)
        self._found: dict[tuple[str, Access], ShownLocation | None] = {}
        self._early: Sequence[str] = ()
        self._names: dict[str, None] = {}
        self._not_taken: set[str] = set()
        """Paths as they were asked for that are no input: the same question needs no second look."""
        self._taken: set[tuple[str, CodeType]] = set()
        """Paths that are one, with the code that asked."""
        self.own_tree: OwnTree | None = None
        """Where flytex itself looks for modules, which no finder tells of."""
        self.around: Around | None = None
        if outcome_is_kept:
            from flytex_cli.load.observe.around import Around

            self.around = Around(self._frames)
        questions = ("stat", "lstat", "access", *(("readlink",) if outcome_is_kept else ()))
        self._wrappers = wrapped(questions, self._watching)
        self._stands_by = False

    def stand_by(self) -> None:
        """Put everything in its place; what is met until `start` is forgotten."""
        if self._stands_by:
            return
        self._stands_by = True
        if self.around is not None:
            self.around.stand_by()
        audit.listen(self._listeners())
        sys.meta_path.insert(0, self)
        put_in_place(self._wrappers)

    def start(self) -> None:
        """Begin to observe; there is no way to end it."""
        self.stand_by()
        self._early = files_by_now() if _early is None else _early
        self._found.clear()
        self._taken.clear()
        self._names.clear()
        if self.around is not None:
            self.around.start()

    def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> None:
        """Take the name of a module that is looked for; find nothing."""
        self._names[name] = None
        if self.around is not None:
            self.around.searched(name, sys.path if path is None else path)

    def inputs(self) -> Inputs:
        """Return what was observed, and the files of the modules that were there before."""
        for file in self._early:
            self._note(file, Access.READ, sys._getframe())
        if self.around is not None and self.own_tree is not None:
            own = self.own_tree
            for path in own.looked_for:
                self.around.looks_for(path)
            self.around.searched_own_tree(own.asked, own.folders, own.asked_below)
        found = (Input(path, access, place) for (path, access), place in self._found.items())
        return Inputs(tuple(found), tuple(self._names), self.around.taken() if self.around is not None else None)

    def _listeners(self) -> dict[str, audit.Listener]:
        """Return what takes what Python tells of: of a hundred events one or two are of interest."""
        listeners: dict[str, audit.Listener] = {
            "open": self._opened,
            "os.listdir": self._listed,
            "os.scandir": self._listed,
        }
        if self.around is not None:
            listeners |= dict.fromkeys(self.around.heard, self.around.hear)
        return listeners

    def _opened(self, event: str, args: tuple[Any, ...], caller: FrameType) -> None:
        path, mode, flags = args
        writes = is_to_write(mode, flags)
        if not writes:
            self._note(path, Access.READ, caller)
        if self.around is not None and (writes or (isinstance(mode, str) and "+" in mode)):
            self.around.writes(path, caller)

    def _listed(self, event: str, args: tuple[Any, ...], caller: FrameType) -> None:
        if not caller.f_code.co_filename.startswith(IMPORTS):  # those are known by the names of modules
            self._note(args[0] or os.curdir, Access.LISTED, caller)

    def _watching(self, name: str, original: Question) -> Question:
        above = ABOVE if name == "lstat" else frozenset[str]()
        not_taken, taken, note, frame_of = self._not_taken, self._taken, self._note, sys._getframe

        def observed(path: Any, *args: Any, **kwargs: Any) -> Any:
            known = path if type(path) is str else str(path) if type(path) is pathlib.PosixPath else None
            if known is None or (known not in not_taken and known not in above):
                caller = frame_of(1)
                if known is None or (known, caller.f_code) not in taken:
                    note(path if known is None else known, Access.LOOKED_FOR, caller)
            return original(path, *args, **kwargs)

        return observed

    def _note(self, path: Any, access: Access, caller: FrameType) -> None:
        try:
            text = path if type(path) is str else os.fsdecode(path)
            if text in self._not_taken:
                return
            is_absolute = os.path.isabs(text)
            absolute = os.path.normpath(text if is_absolute else os.path.join(os.getcwd(), text))
            if absolute.startswith(LEFT_OUT) or absolute in LEFT_OUT_FOLDERS:
                if not absolute.startswith(NOT_FILES):
                    if is_absolute:
                        self._not_taken.add(text)
                elif self.around is not None:
                    self.around.takes_system(absolute, caller)
                return
            if absolute.endswith(".pyc"):
                absolute = importlib.util.source_from_cache(absolute)
        except (TypeError, ValueError, OSError):  # a descriptor, no path at all, or a cache without a source
            return
        if access is not Access.READ and self._frames.looks_through(caller):
            if self.around is not None:
                self.around.searched_distributions(absolute)
            return
        if access is not Access.READ and self._frames.is_search(caller):
            if self.around is not None and access is Access.LOOKED_FOR:
                self.around.looks_for(absolute)
            return
        if (absolute, access) not in self._found:
            self._found[absolute, access] = self._frames.place(caller)
        settled = access is Access.READ or self.around is None or self.around.asks_about(absolute, caller)
        if settled and access is Access.LOOKED_FOR:
            self._taken.add((absolute, caller.f_code))


_early: Sequence[str] | None = None
_made: dict[tuple[str, bool], Observer] = {}


def expect_observers(here: str, outcome_is_kept: bool) -> None:
    """Make, before any fork, what observes; look which files the modules have that are loaded by then."""
    global _early
    _early = files_by_now()
    _made.setdefault((here, outcome_is_kept), Observer(here, outcome_is_kept))


def observer_for(here: str, outcome_is_kept: bool) -> Observer:
    """Return what observes this process; the arguments are the observer's."""
    return _made.get((here, outcome_is_kept)) or Observer(here, outcome_is_kept)


def rehearse(outcome_is_kept: bool) -> None:
    """Do, before any fork and after all imports, what each process would do first: Python is quicker the tenth time."""
    from flytex_cli.load import protocol

    observer = Observer(os.getcwd(), outcome_is_kept)
    frame = sys._getframe()
    for number in range(REHEARSALS):
        for access in Access:
            observer._note(f"/nowhere/{number % 3}", access, frame)
        observer.find_spec(f"nowhere.m{number % 3}", ["/nowhere"])
        protocol.to_frame(protocol.InputsRead(observer.inputs())).pack()
    for made in _made.values():
        made.stand_by()


def files_by_now() -> Sequence[str]:
    """Return the files of all modules that are not installed."""
    files = []
    for module in list(sys.modules.values()):
        with contextlib.suppress(Exception):  # what user code has put there may be anything
            file = object.__getattribute__(module, "__dict__").get("__file__")
            if type(file) is str and not file.startswith(LEFT_OUT):
                files.append(file)
    return files
