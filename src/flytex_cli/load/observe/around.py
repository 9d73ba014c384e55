"""Observe what decides the outcome of loading beside the files it reads: for the cache.

What can be compared later is taken down: environment variables, folders that modules are looked for in, what `os.stat`
says. Of anything else there is only a doubt, which keeps the outcome out of the cache.
"""

from __future__ import annotations

import genericpath
import glob
import linecache
import os
import pathlib
import posixpath
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Any

from flytex_cli.engine.git_root import QUESTION
from flytex_cli.load.observe.chance import put_in_place, watch_chance
from flytex_cli.load.observe.environment import RecordedEnvironment
from flytex_cli.load.observe.frames import DISTRIBUTIONS, IMPORTS, LEFT_OUT, LEFT_OUT_FOLDERS, NOT_FILES, Frames
from flytex_cli.records import Doubt, ShownLocation, Surroundings

MAX_DOUBTS = 5
"""More than one is told only to save a person the second try."""

_ASKS_WHETHER = frozenset(
    {
        *("exists", "lexists", "isfile", "isdir", "islink", "is_file", "is_dir", "is_symlink", "is_mount", "ismount"),
        *("realpath", "_joinrealpath", "resolve", "absolute", "expanduser", "updatecache", "checkcache"),
        *("walk", "_walk", "glob", "iglob", "rglob", "listdir", "iterdir"),
    }
)
"""Functions of Python's own modules on paths that use no more of a file than whether it is there and what it is."""

_HELPERS = (
    *(str(module.__file__) for module in (genericpath, glob, linecache, os, pathlib, posixpath)),
    *(f"<frozen {name}>" for name in ("genericpath", "os", "posixpath")),
    os.path.join(os.path.dirname(os.__file__), "pathlib") + os.sep,
)
"""The files of Python's own modules on paths, a package of later versions and frozen ones among them."""

_PROCESS = frozenset(
    {"os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "pty.spawn", "subprocess.Popen"}
)
_CHANGES = frozenset(
    {
        *("os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink"),
        *("os.truncate", "os.utime", "tempfile.mkdtemp", "tempfile.mkstemp"),
        *("shutil.chown", "shutil.copyfile", "shutil.copymode", "shutil.copystat", "shutil.copytree"),
        *("shutil.make_archive", "shutil.move", "shutil.rmtree", "shutil.unpack_archive"),
    }
)
_NETWORK = frozenset({"socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostname"})
_DATABASE = "sqlite3.connect"
_MACHINE = "/sys/"
"""What lies here stays while the machine is what it is, as the limits of a container do; what `/proc` has does not."""

_UNUSED = (623, 624)
"""Where NumPy's generator stands before its first number: as it is made, and as `numpy.random.seed` leaves it."""

_OF_REPOSITORY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")


class Around:
    """What a process takes from outside it that is no file's content."""

    heard = _PROCESS | _CHANGES | _NETWORK | {_DATABASE}
    """The events of Python's that `hear` takes."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames
        self._environment = RecordedEnvironment(frames.is_own)
        self._exact: dict[str, None] = {}
        self._system: dict[str, None] = {}
        self._looked_for: dict[str, None] = {}
        self._searched: dict[str, dict[str, None]] = {}
        self._packages: tuple[str, ...] = ()
        self._repository = False
        self._doubts: dict[str, ShownLocation | None] = {}

    def stand_by(self) -> None:
        """Put everything in its place."""
        self._environment.install()
        put_in_place()

    def start(self) -> None:
        """Begin to observe; what was met by now is forgotten."""
        for met in (self._exact, self._system, self._looked_for, self._searched, self._doubts):
            met.clear()
        self._repository = False
        self._environment.forget()
        watch_chance(self._asks)

    def searched(self, name: str, folders: Sequence[str]) -> None:
        """Take a module that is looked for in folders, as an import gives them."""
        for folder in folders:
            if isinstance(folder, str) and folder not in LEFT_OUT_FOLDERS and not folder.startswith(LEFT_OUT):
                self._searched.setdefault(folder, {})[name.rpartition(".")[2]] = None

    def searched_own_tree(self, names: Sequence[str], folders: Sequence[str], below: Sequence[str]) -> None:
        """Take the names that flytex itself looked for, in folders, and below the root directory."""
        for folder in folders:
            self._searched.setdefault(folder, {}).update(dict.fromkeys(names))
        self._packages = tuple(dict.fromkeys(below))

    def searched_distributions(self, folder: str) -> None:
        """Take a folder that is looked through for distributions."""
        self._searched.setdefault(folder, {})[DISTRIBUTIONS] = None

    def looks_for(self, path: str) -> None:
        """Take a path that flytex looked for while it searched a module."""
        self._looked_for[path] = None

    def asks_about(self, path: str, caller: FrameType) -> bool:
        """Take whether code asks more of a path than whether it is there.

        Returns:
            Whether the same code cannot ask more of it another time.
        """
        if self._wants_all(caller):
            self._exact[path] = None
        return path in self._exact or caller.f_code.co_name in _ASKS_WHETHER

    def writes(self, path: Any, caller: FrameType) -> None:
        """Take a file that is opened to be written."""
        if not isinstance(path, (str, bytes, os.PathLike)) or os.fsdecode(path) == os.devnull:
            return
        if not caller.f_code.co_filename.startswith(IMPORTS) and not self._frames.is_flytex(caller):
            self._doubt("writes files", self._frames.place(caller))

    def takes_system(self, path: str, caller: FrameType) -> None:
        """Take a path that is no file of the user's: of the system, or installed."""
        if path.startswith(_MACHINE):
            self._system[path] = None
        elif path.startswith(NOT_FILES) and path != os.devnull and (place := self._frames.asker(caller)) is not None:
            self._doubt("asks the system", place)

    def hear(self, event: str, args: tuple[Any, ...], caller: FrameType) -> None:
        """Take an event of Python's."""
        if event == "subprocess.Popen" and args[1] == QUESTION:
            self._asks_repository(args[2])
        elif self._frames.is_flytex(caller):
            self._repository = self._repository or event == "subprocess.Popen"
        elif event in _PROCESS:
            self._doubt("starts a process", self._frames.place(caller))
        elif event in _CHANGES:
            if not caller.f_code.co_filename.startswith(IMPORTS):
                self._doubt("changes files", self._frames.place(caller))
        elif event in _NETWORK:
            self._asks("asks the network", caller)
        elif event == _DATABASE:
            self._doubt("opens a database", self._frames.place(caller))

    def _asks_repository(self, folder: Any) -> None:
        """Take what git looks for, which the SDK asks for the top of the repository."""
        here = os.path.realpath(folder or os.curdir)
        while True:
            self._looked_for[os.path.join(here, ".git")] = None
            if here == os.path.dirname(here):
                break
            here = os.path.dirname(here)
        for name in _OF_REPOSITORY:
            os.environ.get(name)

    def taken(self) -> Surroundings:
        """Return what was observed."""
        if _numpy_drew():
            self._doubt("takes random numbers (numpy.random)", None)
        return Surroundings(
            looked_for=tuple(self._looked_for),
            exact=tuple(self._exact),
            system=tuple(self._system),
            searched={folder: tuple(names) for folder, names in self._searched.items()},
            packages=self._packages,
            environment=self._environment.names,
            repository=self._repository,
            doubts=tuple(Doubt(what, place) for what, place in self._doubts.items()),
        )

    def _wants_all(self, caller: FrameType | None) -> bool:
        while caller is not None and caller.f_code.co_filename.startswith(_HELPERS):
            if caller.f_code.co_name in _ASKS_WHETHER:
                return False
            caller = caller.f_back
        return True

    def _asks(self, what: str, caller: FrameType) -> None:
        """Doubt what the user's code asks; a library that is imported does so for itself."""
        place = self._frames.asker(caller)
        if place is not None:
            self._doubt(what, place)

    def _doubt(self, what: str, place: ShownLocation | None) -> None:
        if len(self._doubts) < MAX_DOUBTS:
            self._doubts.setdefault(what, place)


def _numpy_drew() -> bool:
    """Return whether NumPy's own generator, which no one else tells of, has given numbers."""
    generator: Any = getattr(sys.modules.get("numpy.random.mtrand"), "_rand", None)
    try:
        return generator is not None and generator.get_state(legacy=False)["state"]["pos"] not in _UNUSED
    except Exception:  # user code may have replaced it
        return True
