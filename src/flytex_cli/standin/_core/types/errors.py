"""The error of a type or value that Flyte cannot carry, and the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flytex_cli.standin._core import sdk_modules

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_LONGEST = 200


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
    """Name a type as its author knows it: `flyte.io.File`, not where the stand-in keeps it."""
    if isinstance(python_type, type) and not hasattr(python_type, "__origin__"):
        module, name = python_type.__module__, python_type.__qualname__
        text = name if module == "builtins" else f"{module}.{name}"
    else:
        text = str(python_type)
    return as_flyte(text)


def as_flyte(text: str) -> str:
    """Name the stand-in's classes as the SDK names its own, and leave out memory addresses."""
    return sdk_modules.as_flyte(_ADDRESS.sub("", text))


def show(value: Any) -> str:
    """Show a value in an error message: on one line, cut where it is long."""
    text = as_flyte(" ".join(repr(value).split()))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def wrong_type(value: Any, expected: Any) -> TypeTransformerFailedError:
    """Make the error of a value that is not of the declared type."""
    return TypeTransformerFailedError(
        f"expected a value of type {type_name(expected)}, got {show(value)} of type {type_name(type(value))}"
    )


sdk_modules.known_as("types._type_engine", TypeTransformerFailedError)
