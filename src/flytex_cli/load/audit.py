"""What Python tells of (PEP 578): by one hook for all who listen, since it is called for everything that happens."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

Listener = Callable[[str, tuple[Any, ...], FrameType], None]
"""Takes an event, its arguments, and the frame in which it happens."""

_listeners: dict[str, tuple[Listener, ...]] = {}


def listen(listeners: Mapping[str, Listener]) -> None:
    """Have events told of, by their names, to those who listen already and then to these; there is no way to end it."""
    if not _listeners:
        sys.addaudithook(_tell)
    for event, listener in listeners.items():
        _listeners[event] = (*_listeners.get(event, ()), listener)


def _tell(
    event: str, args: tuple[Any, ...], of: Any = _listeners.get, frame: Callable[[int], FrameType] = sys._getframe
) -> None:
    for listener in of(event) or ():
        listener(event, args, frame(1))
