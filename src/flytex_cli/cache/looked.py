"""What flytex itself reads, lists and looks for while it judges what was loaded."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flytex_cli.cache.now import Now, digest_of, first_changed, git_says
from flytex_cli.load.observe.frames import ABOVE, IMPORTS, LEFT_OUT
from flytex_cli.load.observe.python import Question, is_to_write, put_in_place, wrapped
from flytex_cli.load.repository import git


@dataclass
class Looked:
    """What was looked at.

    Attributes:
        read: files whose contents were read.
        listed: folders whose names were read.
        asked: paths of which it was asked whether they are there, what they are, and how large.
        git: the arguments of git commands.
        is_all: whether nothing else was asked: no other process.
        began: when, in nanoseconds since 1970.
    """

    read: dict[str, None] = field(default_factory=dict)
    listed: dict[str, None] = field(default_factory=dict)
    asked: dict[str, None] = field(default_factory=dict)
    git: dict[tuple[str, ...], None] = field(default_factory=dict)
    is_all: bool = True
    began: int = field(default_factory=time.time_ns)

    def to_json(self) -> dict[str, Any]:
        """Return all that was looked at as JSON."""
        return {"read": [*self.read], "listed": [*self.listed], "asked": [*self.asked], "git": [*self.git]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Looked:
        """Read what `to_json` gave.

        Raises:
            KeyError, TypeError: it is something else.
        """
        read, listed, asked = (dict.fromkeys(data[name]) for name in ("read", "listed", "asked"))
        return cls(read, listed, asked, dict.fromkeys(map(tuple, data["git"])))

    def digest(self) -> str:
        """Return what identifies all that was looked at, as it is now."""
        now = Now()
        return digest_of((now.digest_of_looked(self.read, self.listed, self.asked), *map(git_says, self.git)))

    def is_changed(self) -> bool:
        """Return whether something was changed since it was looked at, or just before."""
        asked = (path for path in self.asked if not os.path.isdir(path))
        return first_changed((*self.read, *self.listed, *asked), self.began) is not None


class _Watching(threading.local):
    """Who takes what this thread looks at now."""

    looked: Looked | None = None


_watching = _Watching()


@contextlib.contextmanager
def watched() -> Iterator[Looked]:
    """Take what this thread looks at, but for what is installed."""
    _install()
    looked = Looked()
    _watching.looked = looked
    try:
        yield looked
    finally:
        _watching.looked = None


@functools.cache
def _install() -> None:
    """Have Python tell of files; nothing tells of `os.stat` and its like, which are wrapped."""
    sys.addaudithook(_hear)
    put_in_place(wrapped(("stat", "lstat", "access", "readlink"), _watch))


def _hear(event: str, args: tuple[Any, ...]) -> None:
    looked = _watching.looked
    if looked is None:
        return
    if event == "open":
        path, mode, flags = args
        if not is_to_write(mode, flags):
            _take(looked.read, path)
    elif event in ("os.listdir", "os.scandir"):
        if not sys._getframe(1).f_code.co_filename.startswith(IMPORTS):  # flytex's own modules
            _take(looked.listed, args[0] or os.curdir)
    elif event == "subprocess.Popen":
        command = git.arguments_of(args[1])
        if command is None:
            looked.is_all = False
        else:
            looked.git[command] = None


def _watch(name: str, original: Question) -> Question:
    def watching(path: Any, *args: Any, **kwargs: Any) -> Any:
        looked = _watching.looked
        if looked is not None:
            _take(looked.asked, path)
        return original(path, *args, **kwargs)

    return watching


def _take(paths: dict[str, None], path: Any) -> None:
    if isinstance(path, int):
        return
    text = os.fsdecode(path)
    if text in paths:
        return
    absolute = os.path.normpath(text if os.path.isabs(text) else os.path.join(os.getcwd(), text))
    if not absolute.startswith(LEFT_OUT) and absolute not in ABOVE:
        paths[absolute] = None
