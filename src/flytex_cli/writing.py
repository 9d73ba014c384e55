"""Write files whole or not at all."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

from flytex_cli.errors import OutputError

_numbers = itertools.count()


@contextlib.contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a new name in a file's folder, to write under before `os.replace`; what is left there is removed."""
    temporary = path.with_name(f".{os.getpid()}.{next(_numbers)}.tmp")
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def os_errors_reported(name: str = "", *, within: str = "", done: str = "written") -> Iterator[None]:
    """Say of which file something could not be done.

    Args:
        name: its name; the one that the error gives when empty.
        within: its folder, where the error gives none.
        done: what could not be done.

    Raises:
        OutputError: in place of an OSError.
    """
    try:
        yield
    except OSError as error:
        raise OutputError(f"{name or error.filename or within} cannot be {done}: {error.strerror or error}") from error
