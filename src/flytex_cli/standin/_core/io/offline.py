"""The stand-in describes tasks; what would read or write remote storage is refused here, in one sentence."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path


class RemoteStorageError(NotImplementedError):
    """Something only a cluster, or the real SDK, can do."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: the stand-in does not run against a cluster and reaches no remote storage")


def is_remote(path: str) -> bool:
    """Tell a URI from a local path; `file://` is local."""
    scheme, found, _ = path.partition("://")
    return bool(found) and scheme != "file"


def local(path: str, what: str) -> Path:
    """Return a path of this machine, or refuse."""
    if is_remote(path):
        raise RemoteStorageError(f"{what} {path}")
    return Path(path.removeprefix("file://"))


def scratch(name: str | None) -> str:
    """Return a new local path that stands for one of the raw-data bucket."""
    return str(Path(tempfile.mkdtemp(prefix="flytex-"), name or "data"))


def copy_file(source: Path, target: str | Path) -> str:
    """Copy a file to a path, or into a folder: one that exists, or a path that ends with a slash."""
    destination = Path(target).absolute()
    if destination.is_dir() or str(target).endswith("/"):
        destination /= source.name
    destination.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(shutil.SameFileError):
        shutil.copy2(source, destination)
    return str(destination)
