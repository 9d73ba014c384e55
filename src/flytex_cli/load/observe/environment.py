"""Environment variables that a process asks for."""

from __future__ import annotations

import _collections_abc
import os
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

ALL = "*"
PROXIES = "*_proxy"
"""What `urllib` looks for in all names: those that end so."""

_ASKS_PROXIES = "getproxies_environment"
_MAPPINGS = ("<frozen os>", "<frozen _collections_abc>", str(os.__file__), str(_collections_abc.__file__))
"""Where `os.environ` and what it is a kind of are written: frozen from Python 3.11 on."""


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
        """What was asked for: names, `*_proxy` for all that end so, or `*` alone."""
        return (ALL,) if ALL in self._names else tuple(self._names)

    def install(self) -> None:
        """Stand behind `os.environ` from now on."""
        self.update(vars(os.environ)["_data"])
        for environment in (os.environ, getattr(os, "environb", os.environ)):
            vars(environment)["_data"] = self

    def forget(self) -> None:
        """Forget what was asked for by now."""
        self._names.clear()

    def __getitem__(self, key: Any) -> Any:
        """Take the name, unless it is one of all that are gone through for those of proxies."""
        if PROXIES not in self._names or _asker(sys._getframe(1)) != _ASKS_PROXIES:
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
        if _asker(caller) == _ASKS_PROXIES:
            self._names[PROXIES] = None
        elif not self._is_own(_outside(caller)):
            self._names[ALL] = None


def _asker(caller: FrameType) -> str:
    return _outside(caller).f_code.co_name


def _outside(frame: FrameType) -> FrameType:
    """Return the frame that asks: the caller is a method of `os.environ`, or of the mapping that it is."""
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_MAPPINGS):
        frame = frame.f_back
    return frame
