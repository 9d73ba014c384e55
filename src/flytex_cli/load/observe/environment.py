"""Environment variables that a process asks for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

ALL = "*"


class RecordedEnvironment(dict[Any, Any]):
    """What stands behind `os.environ`, with the names that are asked for.

    Args:
        is_own: whether a frame is flytex's own code, which may go through all variables.
    """

    def __init__(self, is_own: Callable[[FrameType], bool]) -> None:
        super().__init__()
        self._is_own = is_own
        self._names: dict[str, None] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """What was asked for: names, or `*` alone."""
        return (ALL,) if ALL in self._names else tuple(self._names)

    def install(self) -> None:
        """Stand behind `os.environ` from now on."""
        environment: Any = os.environ
        self.update(environment._data)
        environment._data = self
        if hasattr(os, "environb"):
            bytewise: Any = os.environb
            bytewise._data = self

    def __getitem__(self, key: Any) -> Any:
        """Take the name."""
        self._names[os.fsdecode(key)] = None
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        """Take the name."""
        self._names[os.fsdecode(key)] = None  # type: ignore[arg-type]
        return super().__contains__(key)

    def __iter__(self) -> Iterator[Any]:
        """Take that all are asked for."""
        self._all(sys._getframe(1))
        return super().__iter__()

    def __len__(self) -> int:
        """Take that all are asked for."""
        self._all(sys._getframe(1))
        return super().__len__()

    def items(self) -> Any:
        """Take that all are asked for."""
        self._all(sys._getframe(1))
        return super().items()

    def _all(self, caller: FrameType) -> None:
        frame = caller.f_back  # the caller is a method of `os.environ`
        if frame is None or not self._is_own(frame):
            self._names[ALL] = None
