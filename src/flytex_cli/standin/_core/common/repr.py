"""The short `repr` of the API's values: required arguments by position, others only where they differ."""

from __future__ import annotations

import inspect
from typing import Any, TypeVar

T = TypeVar("T", bound=type)


def short_repr(cls: T) -> T:
    """Give a class a `repr` that reads as the call that makes the object, without arguments left at their default."""

    def represent(self: Any) -> str:
        parts = []
        for name, parameter in inspect.signature(type(self)).parameters.items():
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                continue
            value = getattr(self, name)
            if parameter.default is parameter.empty:
                parts.append(repr(value))
            elif value != parameter.default:
                parts.append(f"{name}={value!r}")
        return f"{type(self).__name__}({', '.join(parts)})"

    cls.__repr__ = represent  # type: ignore[assignment, method-assign]
    return cls
