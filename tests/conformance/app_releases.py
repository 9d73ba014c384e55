"""Compare the apps of all fixtures with what the SDK release at hand makes of them, message for message.

    python -m tests.conformance.app_releases [--engine sdk|standin] [--python PYTHON] [FOLDER]

prints one row: release, files that the release can load, apps, identical, different; then what the release refuses, and
why. Exits 1 on a difference, and where it refuses a fixture that is not known to be newer. PYTHON is the interpreter that runs flytex; the SDK's side is run by this one.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conformance.deploying import release_at_least
from tests.forks import Forks
from tests.harness import FIXTURES

APPS = FIXTURES / "apps"
NEWER = {
    "artifacts.py": ((2, 6), "ArtifactValue"),
    "assistant.py": ((2, 3), "flyte.ai"),
    "autoscaled.py": ((2, 3), "Timeouts"),
    "placed.py": ((2, 12), "'cluster'"),
}
"""Fixtures that older releases refuse: the first of the compared releases that takes it, and what the others lack."""
REFERENCE = "tests.conformance.app_reference"


@dataclass(frozen=True)
class AppRow:
    """One app's two messages; None on the side that has none, and then why the SDK refuses it."""

    app: str
    flytex: bytes | None
    sdk: bytes | None
    refused: str | None = None

    @property
    def identical(self) -> bool:
        from flyteidl2.app.app_definition_pb2 import App

        if self.flytex is None or self.sdk is None:
            return self.flytex is self.sdk
        return App.FromString(self.flytex) == App.FromString(self.sdk)


@dataclass(frozen=True)
class AppFile:
    """One module: its apps on both sides, or why the release cannot import it.

    Attributes:
        code: flytex's exit code.
    """

    path: str
    rows: tuple[AppRow, ...]
    refused: str | None
    code: int

    @property
    def loads(self) -> bool:
        """Whether the release is to take it."""
        return self.path not in NEWER or release_at_least(*NEWER[self.path][0])

    @property
    def as_expected(self) -> bool:
        """Whether flytex makes what the release makes, or both refuse what the release is too old for."""
        if self.loads:
            return bool(self.rows) and all(row.identical for row in self.rows)
        return self.refused is not None and NEWER[self.path][1] in self.refused and self.code == 3


def compare(folder: Path, engine: str = "sdk", python: str = sys.executable) -> Iterator[AppFile]:
    """The apps of each file of a folder on both sides, in a git repository with a remote, which the message names."""
    with (
        tempfile.TemporaryDirectory() as place,
        Forks(os.environ, python, [engine]) as forks,
        Forks(os.environ) as references,
    ):
        root = Path(place, "repository").resolve()
        shutil.copytree(folder, root, ignore=shutil.ignore_patterns("__pycache__", ".git"))
        make_repository(root)
        for number, file in enumerate(app_files(root)):
            theirs, ours = Path(place, f"theirs{number}"), Path(place, f"ours{number}")
            theirs.mkdir()
            reference = references.module(REFERENCE, [str(file), str(root), str(theirs)])
            arguments = ["serialize", str(file), "--message", "app", "-q", "--engine", engine, "-f", "pb"]
            own = forks.flytex([*arguments, "-o", str(ours)], str(root), os.environ)
            path = file.relative_to(root).as_posix()
            if reference.returncode:
                refused = reference.stderr.decode().strip().rpartition("\n")[2]
                yield AppFile(path, (), refused, own.returncode)
                continue
            sdk = {each.stem: each.read_bytes() for each in theirs.glob("*.pb")}
            flytex = {each.parent.name: each.read_bytes() for each in ours.glob("*/app.pb")}
            why = {each.stem: each.read_text() for each in theirs.glob("*.txt")}
            names = sorted(sdk.keys() | flytex.keys() | why.keys())
            rows = (AppRow(name, flytex.get(name), sdk.get(name), why.get(name)) for name in names)
            yield AppFile(path, tuple(rows), None, own.returncode)


def make_repository(folder: Path) -> None:
    """Commit a folder to a new repository with a remote."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    commit = ["commit", "--quiet", "--message", "x"]
    for arguments in (["init", "-q"], ["remote", "add", "origin", "git@github.com:shop/web.git"], ["add", "."], commit):
        subprocess.run([*git, *arguments], cwd=folder, check=True)


def app_files(folder: Path) -> list[Path]:
    """The modules of a folder that define apps."""
    return sorted(path for path in folder.rglob("*.py") if re.search(r"flyte\.(app|ai)\b", path.read_text()))


def main() -> int:
    import flyte

    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", default="sdk")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("folder", nargs="?", type=Path, default=APPS)
    given = parser.parse_args()
    files = list(compare(given.folder.resolve(), given.engine, str(Path(given.python).absolute())))
    loaded, rows = [file for file in files if file.refused is None], [row for file in files for row in file.rows]
    different = [row.app for row in rows if not row.identical]
    odd = [file.path for file in files if not file.as_expected]
    print(
        f"{flyte.__version__:>8}  files {len(loaded):>3} of {len(files):>3}  apps  {len(rows):>4}  "
        f"identical {sum(row.identical for row in rows):>4}  different {len(different):>4}"
    )
    for name in different:
        print(f"          different: {name}")
    for path in odd:
        print(f"          not as expected: {path}")
    for file in files:
        if file.refused is not None:
            print(f"          this release cannot load: {file.path}: {file.refused}")
    for row in rows:
        if row.refused is not None:
            print(f"          this release refuses: {row.app}: {row.refused}")
    return 1 if odd or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
