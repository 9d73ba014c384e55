"""Types of packages that are not installed, whose place an import stub takes.

A stub class carries `__flytex_stub__`, the name of its package, and the module and name under which the user
imported it. Where the class of the real package is known, its own name is what reaches the wire.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from flytex_cli.facts.stubs import DEFINED_AS, STUB_MARK

from .errors import TypeTransformerFailedError


def stub_package(python_type: Any) -> str | None:
    """Return the package a stub class stands for, or None for a real type."""
    mark = getattr(python_type, STUB_MARK, None) if isinstance(python_type, type) else None
    return mark if isinstance(mark, str) else None


def defined_name(python_type: type) -> str:
    """Return the qualified name a class has in its own package, also when it is a stub."""
    name = f"{python_type.__module__}.{python_type.__qualname__}"
    return DEFINED_AS.get(name, name) if stub_package(python_type) else name


def printed(python_type: Any) -> str:
    """Return how a type prints; a stub in it prints as the real class, and an unknown stub is refused."""
    text = str(python_type)
    for stub in _stubs_in(python_type):
        name = f"{stub.__module__}.{stub.__qualname__}"
        if name not in DEFINED_AS:
            package = stub_package(stub)
            raise TypeTransformerFailedError(
                f"type {name} belongs to the stubbed package {package}, so how Flyte carries it cannot be known: "
                f"install {package}"
            )
        text = text.replace(name, DEFINED_AS[name])
    return text


def _stubs_in(python_type: Any) -> Iterator[type]:
    if stub_package(python_type) is not None:
        yield python_type
    for arg in get_args(python_type):
        yield from _stubs_in(arg)
