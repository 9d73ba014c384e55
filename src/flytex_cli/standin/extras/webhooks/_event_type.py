"""The base of the constants that name a service's events."""

from __future__ import annotations

import enum


class EventType(str, enum.Enum):
    """Names of events: strings, and shown as such."""

    def __str__(self) -> str:
        return str.__str__(self)

    def __format__(self, spec: str) -> str:
        return str.__format__(self, spec)
