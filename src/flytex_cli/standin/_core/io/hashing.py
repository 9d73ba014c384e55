"""Cache keys of data: a method that is fed with the data and then has the key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class HashMethod(Protocol):
    """Anything that is updated with data and then has a result."""

    def update(self, data: Any, /) -> None:
        """Take data in."""
        ...

    def result(self) -> str:
        """Return the hash."""
        ...


class HashFunction:
    """The hash that a function of the user returns for the data, as in `Annotated[pd.DataFrame, HashFunction(f)]`."""

    def __init__(self, fn: Callable[[Any], str]) -> None:
        self._fn = fn
        self._value = ""

    @classmethod
    def from_fn(cls, fn: Callable[[Any], str]) -> HashFunction:
        """Make the method of a function."""
        return cls(fn)

    def update(self, data: Any, /) -> None:
        """Call the function."""
        self._value = self._fn(data)

    def result(self) -> str:
        """Return what the function returned last."""
        return self._value

    def reset(self) -> None:
        """Keep what it returned, as the SDK does."""


class PrecomputedValue:
    """A hash that is known already."""

    def __init__(self, value: str) -> None:
        self._value = value

    def update(self, data: Any, /) -> None:
        """Take no notice."""

    def result(self) -> str:
        """Return the known hash."""
        return self._value


class HashlibAccumulator:
    """A hash of `hashlib`."""

    def __init__(self, h: Any) -> None:
        self._h = h

    @classmethod
    def from_hash_name(cls, name: str) -> HashlibAccumulator:
        """Make the method of an algorithm's name: `sha256`."""
        return cls(hashlib.new(name))

    def update(self, data: Any, /) -> None:
        """Take bytes in."""
        self._h.update(data)

    def result(self) -> str:
        """Return the hex digest."""
        digest: str = self._h.hexdigest()
        return digest
