"""Checkpoints of a task: files it leaves for its next attempt. Moving them needs a store, which the stand-in lacks."""

from __future__ import annotations

import pathlib
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, NoReturn

from flytex_cli.standin._core.errors import StandinRunsNothingError


class BaseCheckpoint(ABC):
    """What a checkpoint offers."""

    @property
    @abstractmethod
    def path(self) -> pathlib.Path:
        """The local folder."""

    @abstractmethod
    def prev_exists(self) -> bool:
        """Say whether the attempt before left one."""

    @abstractmethod
    async def load(self) -> pathlib.Path | None:
        """Fetch what the attempt before left."""

    @abstractmethod
    async def save(self, data: pathlib.Path | str | bytes) -> None:
        """Leave something for the next attempt."""

    @abstractmethod
    def load_sync(self) -> pathlib.Path | None:
        """Do as `load`, without await."""

    @abstractmethod
    def save_sync(self, data: pathlib.Path | str | bytes) -> None:
        """Do as `save`, without await."""


class Checkpoint(BaseCheckpoint):
    """A checkpoint at an address of its own, with the previous one's address where there is one."""

    def __init__(self, checkpoint_dest: str, checkpoint_src: str | None = None) -> None:
        self._destination = checkpoint_dest
        self._source = checkpoint_src
        self._folder: pathlib.Path | None = None

    @property
    def remote_destination(self) -> str:
        """Where it is saved."""
        return self._destination

    @property
    def remote_source(self) -> str | None:
        """Where the attempt before saved its own."""
        return self._source

    @property
    def path(self) -> pathlib.Path:
        """The local folder, a temporary one."""
        if self._folder is None:
            self._folder = pathlib.Path(tempfile.mkdtemp(prefix="flyte-checkpoint-"))
        return self._folder

    def prev_exists(self) -> bool:
        """Say whether the attempt before left one."""
        return bool(self.remote_source)

    async def load(self) -> pathlib.Path | None:
        """Return nothing where there is nothing; otherwise refuse."""
        return self.load_sync()

    async def save(self, data: pathlib.Path | str | bytes) -> None:
        """Refuse."""
        self.save_sync(data)

    def load_sync(self) -> pathlib.Path | None:
        """Return nothing where there is nothing; otherwise refuse."""
        if not self.prev_exists():
            return None
        _refuse("load")

    def save_sync(self, data: pathlib.Path | str | bytes) -> None:
        """Refuse."""
        _refuse("save")


def _refuse(what: str) -> NoReturn:
    raise StandinRunsNothingError(f"flyte.Checkpoint.{what}")


def latest_checkpoint(
    root: pathlib.Path,
    glob_pattern: str = "**/last.ckpt",
    *,
    key: Callable[[pathlib.Path], Any] | None = None,
) -> pathlib.Path | None:
    """Return the newest file below a folder that matches a pattern, or the greatest by `key`."""
    matches = list(pathlib.Path(root).glob(glob_pattern))
    return max(matches, key=key or (lambda path: path.stat().st_mtime), default=None)
