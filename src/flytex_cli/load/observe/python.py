"""What Python tells of files, and the functions that are wrapped because it does not."""

from __future__ import annotations

import functools
import os
import pathlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

_WRITES = os.O_WRONLY | os.O_RDWR
Question: TypeAlias = Callable[..., Any]


def is_to_write(mode: Any, flags: int) -> bool:
    """Return whether the audit event `open` is of a file that is opened to be written."""
    return mode[:1] in ("w", "a", "x") if isinstance(mode, str) else bool(flags & _WRITES)


def wrapped(names: Iterable[str], watching: Callable[[str, Question], Question]) -> dict[str, Question]:
    """Return wrappers of functions of `os` that ask about a path.

    Args:
        names: of the functions.
        watching: makes the wrapper of a function, given its name.
    """
    originals: dict[str, Question] = {name: getattr(os, name) for name in names}
    return {name: functools.wraps(each)(watching(name, each)) for name, each in originals.items()}


def put_in_place(wrappers: Mapping[str, Question]) -> None:
    """Put wrappers in the place of the functions of `os`."""
    for name, wrapper in wrappers.items():
        original = vars(wrapper)["__wrapped__"]
        for each in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks, os.supports_effective_ids):
            if original in each:
                each.add(wrapper)
        setattr(os, name, wrapper)
    accessor = getattr(pathlib, "_NormalAccessor", None)  # of Python 3.10, which took the functions when imported
    if accessor is not None:
        accessor.stat = staticmethod(os.stat)
