"""What is written in files as text: constants, also of other files, however they stand for each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from flytex_cli.bundle.written.files import WrittenFiles
from tests.affected.repository import write

MANY = 200


def paths(folder: Path, files: dict[str, str], name: str = "flow") -> list[str]:
    """Return the paths that a module reads."""
    write(folder, {f"{module}.py": text for module, text in files.items()})
    written = WrittenFiles(str(folder), {module: str(folder / f"{module}.py") for module in files})
    return [read.path for read in written[str(folder / f"{name}.py")].reads]


def test_constants_of_other_files(tmp_path: Path) -> None:
    """Where these import that of a third, too."""
    files = {
        "flow": "from names import FILE\n\n\ndef read():\n    open(FILE)\n",
        "names": "import folders\n\nFILE = folders.DATA + '/rows.csv'\n",
        "folders": "DATA = 'data'\n",
    }
    assert paths(tmp_path, files) == ["data/rows.csv"]


def test_files_that_import_each_other(tmp_path: Path) -> None:
    """What can be known is; what leads back to itself cannot."""
    files = {
        "flow": "import other\n\nA = 'a.txt'\nB = other.B\nC = other.C\n\n\ndef read():\n    open(B)\n    open(C)\n",
        "other": "import flow\n\nB = flow.A\nC = flow.C\n",
    }
    assert paths(tmp_path, files) == ["a.txt"]


@pytest.mark.parametrize("first", ["unknown()", "'a'"])
@pytest.mark.parametrize("scope", ["module", "function", "files"])
def test_a_row_of_names_is_followed_once(tmp_path: Path, first: str, scope: str) -> None:
    """Each stands for the one before it twice: all ways through would take longer than anyone lives."""
    rows = [f"n0 = {first}", *(f"n{number} = n{number - 1} + n{number - 1}" for number in range(1, MANY))]
    if scope == "files":
        files = {"m0": f"NAME = {first}\n"}
        for number in range(1, MANY // 10):
            files[f"m{number}"] = f"import m{number - 1} as m\n\nNAME = m.NAME + m.NAME\n"
        files["flow"] = f"import m{MANY // 10 - 1} as m\n\n\ndef read():\n    open(m.NAME)\n"
        assert paths(tmp_path, files) == []
    elif scope == "module":
        text = "\n".join([*rows, "", "", "def read():", f"    open(n{MANY - 1})", "    open(n3)", ""])
        assert paths(tmp_path, {"flow": text}) == (["a" * 8] if first == "'a'" else [])
    else:
        text = "\n".join(["def read():", *(f"    {row}" for row in rows), f"    open(n{MANY - 1})", "    open(n3)", ""])
        assert paths(tmp_path, {"flow": text}) == (["a" * 8] if first == "'a'" else [])
