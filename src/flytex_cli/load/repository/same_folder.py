"""A temporary folder that lies at the same path each time: the cache knows what is loaded from there again."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

MOST = 8
"""So many folders of one name may be in use at a time."""


@contextlib.contextmanager
def same_folder(name: str) -> Iterator[Path | None]:
    """Return an empty folder, the first of its name that no other process uses, while the context lasts.

    Returns:
        None where there can be none: too many are in use, the path is somebody else's, or the system has no locks.
    """
    descriptor, folder = _taken(name)
    try:
        yield folder
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        if descriptor is not None:
            os.close(descriptor)


def _taken(name: str) -> tuple[int | None, Path | None]:
    try:
        import fcntl
    except ImportError:
        return None, None
    home = Path(os.path.realpath(tempfile.gettempdir()), f"flytex-{os.getuid()}")
    with contextlib.suppress(OSError):
        home.mkdir(mode=0o700, exist_ok=True)
        found = os.lstat(home)
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
            return None, None
        for number in range(1, MOST + 1):
            descriptor = os.open(home / f"{name}-{number}.lock", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(descriptor)
                continue
            folder = home / f"{name}-{number}"
            shutil.rmtree(folder, ignore_errors=True)  # of a process that was killed
            folder.mkdir(mode=0o700)
            return descriptor, folder
    return None, None
