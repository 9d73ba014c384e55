"""Attributes that are made when they are first asked for, on classes that are dataclasses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Made:
    """An attribute that a function of the object makes, once; it can be set, too."""

    def __init__(self, name: str, make: Callable[[Any], Any]) -> None:
        self._name = name
        self._make = make

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        if self._name not in vars(instance):
            vars(instance)[self._name] = self._make(instance)
        return vars(instance)[self._name]
