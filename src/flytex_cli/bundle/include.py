"""The files that `include` of environments adds to a bundle."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flytex_cli.bundle.ignore import Ignore
from flytex_cli.bundle.listed import Listed, Reason
from flytex_cli.bundle.walk import walk
from flytex_cli.records import Diagnostic, EnvironmentRecord, Severity


@dataclass(frozen=True)
class Entry:
    """One entry of `include`.

    Attributes:
        path: absolute.
        written: as in the module.
    """

    path: str
    written: str
    environment: EnvironmentRecord

    @property
    def cause(self) -> str:
        """How a person finds it."""
        return f"{self.environment.name}: {self.written}"


def entries_of(environments: Sequence[EnvironmentRecord], root: str) -> tuple[Entry, ...]:
    """Return the entries of some environments, each path once; a relative one begins at the file that declares it."""
    found: dict[str, Entry] = {}
    for environment in environments:
        anchor = Path(root, environment.location.file).parent
        for written in environment.include:
            path = Path(written)
            absolute = str(path if path.is_absolute() else (anchor / path).resolve())
            found.setdefault(absolute, Entry(absolute, written, environment))
    return tuple(found.values())


def included(
    entries: Sequence[Entry], root: str, ignore: Ignore | None, report: Callable[[Diagnostic], None]
) -> Iterator[Listed]:
    """Yield the files that entries stand for, as paths below the root directory.

    Args:
        ignore: what is left out of folders and patterns; None where a release takes everything.
        report: told of an entry that keeps `flyte deploy` from going on.
    """
    top = Path(root).resolve()
    for entry in entries:
        for file in _files(entry, ignore, report):
            resolved = Path(file).resolve()
            if resolved.is_relative_to(top):
                yield Listed(os.path.join(root, resolved.relative_to(top)), Reason.INCLUDE, entry.cause)
            else:
                report(problem(entry, f"{file} is outside the root directory", "set --root-dir to a folder above both"))
                break


def included_alone(entries: Sequence[Entry], report: Callable[[Diagnostic], None]) -> Iterator[Listed]:
    """Yield the files of a bundle that is made of entries alone (`--copy-style none`); nothing is left out of it."""
    for entry in sorted(entries, key=lambda each: each.path):
        for file in _files(entry, None, report):
            yield Listed(file, Reason.INCLUDE, entry.cause)


def problem(entry: Entry, what: str, hint: str) -> Diagnostic:
    """Say that an entry cannot be used."""
    place = entry.environment.location
    return Diagnostic(
        Severity.ERROR,
        f"{place}: {entry.environment.name}: include={entry.written!r}: {what}",
        f"{hint}; flyte deploy stops here",
    )


def _files(entry: Entry, ignore: Ignore | None, report: Callable[[Diagnostic], None]) -> Iterator[str]:
    path = Path(entry.path)
    if path.is_dir():
        if ignore is not None:
            yield from walk(os.path.abspath(path), lambda each: ignore.why(each) is None, lambda error: None)
        else:
            yield from (str(child) for child in path.glob("**/*") if child.is_file())
    elif path.is_file():
        yield entry.path
    else:
        found = glob.glob(entry.path)
        if not found:
            report(problem(entry, "no file, folder or pattern that matches", "write the path relative to this module"))
        for match in found:
            if os.path.isfile(match) and (ignore is None or ignore.why(match) is None):
                yield match
