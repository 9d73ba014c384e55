"""What calling something of `flyte` gives: its value at once, or what must be awaited or read first.

Taken from the functions themselves, so that what a release makes async is known without a list.
"""

from __future__ import annotations

import inspect
from functools import lru_cache
from typing import Any

from flytex_cli.engine.guard import HarmlessInit, Remembered

COROUTINE = "coroutine"
ASYNC_GENERATOR = "async generator"
GENERATOR = "generator"
MAX_WRAPPERS = 10

Gives = tuple[tuple[str, str], ...]
"""What is called, and what that gives: `""` the thing itself, `aio` its `.aio`, for a class `name` and `name.aio`."""


def gives(value: Any) -> Gives:
    """Return what calling a function, or a method of a class, gives, where it is not its value at once."""
    if isinstance(value, (Remembered, HarmlessInit)):
        value = value.original
    if not isinstance(value, type):
        return tuple(_own(value))
    return _of_class(value)


def own_gives(function: Any) -> Gives:
    """Return what calling a function of the user's gives, by its own code: what wraps another decides itself."""
    what = _plain_kind(function)
    return (("", what),) if what is not None else ()


@lru_cache(maxsize=256)
def _of_class(cls: type) -> Gives:
    found = []
    for owner in reversed(cls.__mro__[:-1]):
        for name, member in list(vars(owner).items()):
            if not name.startswith("_"):
                found += [(".".join(filter(None, (name, how))), what) for how, what in _own(member)]
    return tuple(dict(found).items())


def _own(value: Any) -> list[tuple[str, str]]:
    if isinstance(value, (classmethod, staticmethod)):
        value = value.__func__
    if not callable(value):
        return []
    wrapped = vars(value).get("fn") if hasattr(value, "__dict__") else None  # `syncify` keeps the async function there
    found = []
    if wrapped is not None and hasattr(type(value), "aio"):
        what = _kind(wrapped)
        if what is not None:
            found.append(("aio", what))
        if what == ASYNC_GENERATOR:
            found.append(("", GENERATOR))
        return found
    if hasattr(type(value), "aio"):  # `flyte.map`
        called, aio = _kind(type(value).__call__), _kind(type(value).aio)
        return [(how, what) for how, what in (("", called), ("aio", aio)) if what is not None]
    what = _kind(value)
    return [("", what)] if what is not None else []


def _kind(function: Any) -> str | None:
    for _ in range(MAX_WRAPPERS):
        wrapped = getattr(function, "__wrapped__", None)
        if wrapped is None:
            break
        function = wrapped
    return _plain_kind(function)


def _plain_kind(function: Any) -> str | None:
    """Read the flags of its code, at a tenth of what `inspect` takes to ask."""
    flags = getattr(getattr(function, "__code__", None), "co_flags", 0)
    if flags & inspect.CO_COROUTINE:
        return COROUTINE
    if flags & inspect.CO_ASYNC_GENERATOR:
        return ASYNC_GENERATOR
    return GENERATOR if flags & inspect.CO_GENERATOR else None
