"""The contents of a bundle's files: their sizes, and the digest that the SDK makes of them."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Sequence
from pathlib import PurePath

from flytex_cli.bundle.listed import Listed
from flytex_cli.bundle.model import BundledFile
from flytex_cli.records import Diagnostic, Severity

_BLOCK = 1 << 20


def read_content(
    listed: Sequence[Listed],
    root: str,
    report: Callable[[Diagnostic], None],
    step: Callable[[], None] = lambda: None,
) -> tuple[tuple[BundledFile, ...], str | None]:
    """Read each file once, in blocks; return them in order, and the digest (`ls_files`, SDK 2.0.0 to 2.12.1).

    Args:
        listed: the files, sorted by path.
        report: told of a file that cannot be shipped.
        step: called when each file is taken up.
    """
    digest = hashlib.md5(usedforsecurity=False)
    files: list[BundledFile] = []
    whole = True
    for each in listed:
        step()
        path = relative_path(each.path, root)
        try:
            name = path.encode()
        except UnicodeEncodeError:
            report(_stops(path, "its name is not UTF-8", "rename it"))
            name, whole = b"", False
        try:
            size = _read(each.path, digest.update)
        except FileNotFoundError:
            report(Diagnostic(Severity.WARNING, f"{path} vanished while the files were read; it is left out"))
            continue
        except _NotAFileError:
            report(_stops(path, "it is no regular file, and reading it may never end", "move it out of the tree"))
            continue
        except OSError as error:
            report(_stops(path, f"it cannot be read: {error.strerror}", "make it readable, or leave it out"))
            size, whole = 0, False
        digest.update(name.replace(b"/", b""))
        files.append(BundledFile(path, size, each.reason, each.cause))
    return tuple(files), digest.hexdigest() if whole else None


def relative_path(path: str, root: str) -> str:
    """Return a path as the digest takes it: below the root directory as it is written, else by steps up."""
    pure = PurePath(path)
    return (pure.relative_to(root) if pure.is_relative_to(root) else PurePath(os.path.relpath(path, root))).as_posix()


class _NotAFileError(Exception):
    pass


def _read(path: str, update: Callable[[bytes], None]) -> int:
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise _NotAFileError
    size = 0
    with open(path, "rb") as file:
        while block := file.read(_BLOCK):
            update(block)
            size += len(block)
    return size


def _stops(path: str, what: str, hint: str) -> Diagnostic:
    return Diagnostic(Severity.ERROR, f"{path}: {what}", f"{hint}; flyte deploy stops here")
