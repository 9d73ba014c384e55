"""A bundle as a tar.gz, the same bytes wherever it is made."""

from __future__ import annotations

import gzip
import os
import posixpath
import stat
import tarfile
from collections.abc import Callable
from typing import IO

from flytex_cli.bundle.model import Bundle

TIME = 347155200
"""1981-01-01 UTC, as in the SDK's archives."""


def write_archive(bundle: Bundle, to: IO[bytes], vanished: Callable[[str], None]) -> None:
    """Write the files with the names that the SDK's archive has; times, owners and modes are always the same ones.

    Args:
        vanished: told of a file that is not there any more.
    """
    with (
        gzip.GzipFile(filename="", fileobj=to, mode="wb", mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        for each in bundle.files:
            name = posixpath.normpath(each.path)
            if name.startswith(".."):  # the SDK skips it with a warning
                continue
            try:
                _add(archive, os.path.join(bundle.root, each.path), name, bundle.linked)
            except FileNotFoundError:
                vanished(each.path)


def _add(archive: tarfile.TarFile, path: str, name: str, linked: bool) -> None:
    member = tarfile.TarInfo(name)
    member.mtime = TIME
    if linked and os.path.islink(path):
        member.type, member.linkname, member.mode = tarfile.SYMTYPE, os.readlink(path), 0o777
        archive.addfile(member)
        return
    with open(path, "rb") as file:
        status = os.fstat(file.fileno())
        member.size = status.st_size
        member.mode = 0o755 if status.st_mode & stat.S_IXUSR else 0o644
        archive.addfile(member, file)
