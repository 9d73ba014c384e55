"""Messages over all releases of `flyteidl2`: an unknown field is an error only where it has something to say."""

from __future__ import annotations

from types import ModuleType
from typing import Any, TypeVar

M = TypeVar("M")

WANTED = "2.0.51"
"""The release that has every field of SDK 2.12.1."""


def message(cls: type[M], **fields: Any) -> M:
    """Make a message of the fields that are set; one that is missing in this `flyteidl2` is named."""
    known = cls.DESCRIPTOR.fields_by_name  # type: ignore[attr-defined]
    for name in [name for name in fields if name not in known]:
        if _says_something(fields.pop(name)):
            raise too_old(f"{name} of {cls.__name__}")
    return cls(**fields)


def need(module: ModuleType, name: str) -> None:
    """Refuse a message that this `flyteidl2` does not have."""
    if not hasattr(module, name):
        raise too_old(f"the message {name}")


def too_old(what: str) -> RuntimeError:
    """Return the error that says which release is wanted."""
    return RuntimeError(
        f"{what} needs flyteidl2 {WANTED} or newer, installed is {_installed()}: pip install 'flyteidl2>={WANTED}'"
    )


def _says_something(value: Any) -> bool:
    return bool(value.ByteSize()) if hasattr(value, "ByteSize") else bool(value)


def _installed() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("flyteidl2")
    except PackageNotFoundError:
        return "unknown"
