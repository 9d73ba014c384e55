"""Compare flytex with the SDK release at hand, over all fixtures, message for message.

    python -m tests.conformance.releases [--engine sdk|standin] [--python PYTHON] [FOLDER]

prints one row: release, files that the release can load, tasks, identical, different. Exits 1 on a difference. PYTHON is
the interpreter that runs flytex; the SDK's side is run by this one.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.forks import Forks
from tests.harness import FIXTURES

REFERENCE = "tests.conformance.reference"


@dataclass(frozen=True)
class Row:
    """One task's two TaskSpecs; None on the side that has none."""

    task: str
    flytex: bytes | None
    sdk: bytes | None

    @property
    def identical(self) -> bool:
        return same_message(self.flytex, self.sdk)


def same_message(left: bytes | None, right: bytes | None) -> bool:
    """Whether two serialized TaskSpecs are the same message."""
    from flyteidl2.task.task_definition_pb2 import TaskSpec

    return left is not None and right is not None and TaskSpec.FromString(left) == TaskSpec.FromString(right)


def task_name(spec: bytes) -> str:
    """The task's full name as its TaskSpec has it."""
    from flyteidl2.task.task_definition_pb2 import TaskSpec

    return TaskSpec.FromString(spec).task_template.id.name


def compare(
    files: Sequence[Path], folder_of_all: Path, engine: str = "sdk", python: str = sys.executable
) -> Iterator[tuple[Path, list[Row] | None]]:
    """The tasks of each file on both sides; None when neither side can load it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Forks(os.environ, python, [engine]) as forks,
        Forks(os.environ) as references,
    ):
        for number, file in enumerate(files):
            theirs, ours = Path(folder) / f"theirs{number}", Path(folder) / f"ours{number}"
            theirs.mkdir()
            root = root_of(file, folder_of_all)
            reference = references.module(REFERENCE, [str(file), str(root), str(theirs)])
            arguments = ["serialize", str(file), "--root-dir", str(root), "-q", "--engine", engine, "-f", "pb"]
            own = forks.flytex([*arguments, "-o", str(ours)], str(root), os.environ)
            if reference.returncode and own.returncode == 3:
                yield file, None
                continue
            sdk = {path.stem: path.read_bytes() for path in theirs.glob("*.pb")}
            flytex = {task_name(path.read_bytes()): path.read_bytes() for path in ours.glob("*/*.pb")}
            yield file, [Row(name, flytex.get(name), sdk.get(name)) for name in sorted(sdk)]


def root_of(file: Path, folder: Path) -> Path:
    """The root directory a person would deploy a file with: of a module in a package, the folder its package lies in."""
    parent = file.parent
    while (parent / "__init__.py").exists():
        parent = parent.parent
    return folder if parent == file.parent else parent


def task_files(folder: Path) -> list[Path]:
    """The modules of a folder that define tasks."""
    defined = re.compile(r"\.task\b|\bContainerTask\(")
    return sorted(path for path in folder.rglob("*.py") if defined.search(path.read_text()))


def main() -> int:
    import flyte

    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", default="sdk")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES)
    given = parser.parse_args()
    folder, python = given.folder.resolve(), str(Path(given.python).absolute())
    files = task_files(folder)
    loaded, rows, unloadable = 0, [], []
    for file, result in compare(files, folder, given.engine, python):
        if result is None:
            unloadable.append(file.relative_to(folder).as_posix())
            continue
        loaded += 1
        rows += result
    different = [row.task for row in rows if not row.identical]
    print(
        f"{flyte.__version__:>8}  files {loaded:>3} of {len(files):>3}  tasks {len(rows):>4}  "
        f"identical {len(rows) - len(different):>4}  different {len(different):>4}"
    )
    for name in different:
        print(f"          different: {name}")
    for name in unloadable:
        print(f"          this release cannot load: {name}")
    return 1 if different or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
