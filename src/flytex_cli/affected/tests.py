"""Which files of tests a change of files touches: by what they import, and name."""

from __future__ import annotations

import configparser
import contextlib
import fnmatch
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from flytex_cli.affected.model import AffectedFile, Cause
from flytex_cli.affected.sources import Sources
from flytex_cli.affected.ways import Way, Ways, module_path
from flytex_cli.config import read_toml
from flytex_cli.errors import UsageError
from flytex_cli.load.repository.changes import ChangedFile, Changes, Status
from flytex_cli.records import shown_path

PATTERNS = ("test_*.py", "*_test.py")
"""What pytest takes for tests unless `python_files` says otherwise."""
CONFIGURATIONS = ("pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")
"""Files that say how all tests below them run, and with what."""


def files_of_tests(sources: Sources, patterns: Sequence[str]) -> list[str]:
    """Return the files of tests below a folder, sorted."""
    names = ((file, os.path.basename(file)) for file in sources.files)
    return sorted(file for file, name in names if any(fnmatch.fnmatch(name, each) for each in patterns))


def patterns_of_tests(folder: Path) -> Sequence[str]:
    """Return what pytest takes for files of tests in a folder, as its configuration has it."""
    for name, section in (("pytest.ini", "pytest"), ("tox.ini", "pytest"), ("setup.cfg", "tool:pytest")):
        parser = configparser.ConfigParser(interpolation=None, strict=False)
        with contextlib.suppress(OSError, ValueError, configparser.Error):
            parser.read_string((folder / name).read_text(encoding="utf-8"))
            return parser.get(section, "python_files").split()
    with contextlib.suppress(UsageError, LookupError, TypeError):
        found = read_toml(folder / "pyproject.toml")["tool"]["pytest"]["ini_options"]["python_files"]
        return found.split() if isinstance(found, str) else [str(each) for each in found]
    return PATTERNS


def affected_tests(sources: Sources, tests: Sequence[str], changes: Changes) -> list[AffectedFile]:
    """Return the tests that changed files reach."""
    found = []
    for test in tests:
        around = {each: (f"{_shown(test)} runs with {_shown(each)}",) for each in _around(sources, test)}
        ways = Ways(sources, {test: (), **around})
        causes = tuple(
            Cause(file, (*way, f"{file.shown} was {file.status.value}"))
            for file in changes.files
            if (way := _configured(test, file) or ways.to(file, (module_path(file.path),))) is not None
        )
        if causes:
            found.append(AffectedFile(_shown(test), causes))
    return found


def _configured(test: str, file: ChangedFile) -> Way | None:
    folder, name = os.path.split(file.path)
    above = Path(test).is_relative_to(folder)
    if above and (name in CONFIGURATIONS or (name == "conftest.py" and file.status is not Status.CHANGED)):
        return (f"{_shown(test)} runs with {file.shown}",)
    return None


def _around(sources: Sources, test: str) -> Iterator[str]:
    """Yield what pytest imports with a file: the `conftest.py` of each folder above it, and its packages."""
    yield from sources.packages(test)
    for folder in Path(test).parents:
        if not folder.is_relative_to(sources.root):
            return
        if (conftest := folder / "conftest.py").is_file() and str(conftest) != test:
            yield str(conftest)


def _shown(path: str) -> str:
    return shown_path(Path(path), Path.cwd())
