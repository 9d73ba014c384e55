"""The error of a type or value that Flyte cannot carry, and the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class TypeTransformerFailedError(TypeError, AssertionError, ValueError):
    """A Python type or value has no Flyte counterpart.

    Attributes:
        message: what is wrong, with the type and the value.
        path: where it stands, outermost first: `inputs.x[0]`; empty when unknown.
    """

    def __init__(self, message: str = "", *, path: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


@contextmanager
def within(segment: str) -> Iterator[None]:
    """Prefix the path of an error raised inside, so that it reads from the outside in."""
    try:
        yield
    except TypeTransformerFailedError as error:
        error.path = segment + error.path
        raise


def type_name(python_type: Any) -> str:
    """Name a type the way its author wrote it."""
    if isinstance(python_type, type) and not hasattr(python_type, "__origin__"):
        module = python_type.__module__
        return python_type.__qualname__ if module == "builtins" else f"{module}.{python_type.__qualname__}"
    return str(python_type)
