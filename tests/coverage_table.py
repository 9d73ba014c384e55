"""Print what share of each package's lines the tests run, and fail below the floor.

    python -m tests.coverage_table

reads what `coverage combine` made; the floor is `fail_under` of `[tool.coverage.report]`. `make coverage` calls it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path, PurePosixPath

import coverage

from tests.harness import REPOSITORY


def package(file: str) -> str:
    """The package a line is counted for: a room of flytex_cli, or one of the two packages themselves."""
    parts = PurePosixPath(file).parts
    inside = parts[parts.index("src") + 1 :]
    return ".".join(inside[:-1][:2])


def table(files: dict[str, tuple[int, int]]) -> str:
    """One line a package, and their sum; of each file, the lines there are and those that ran."""
    there, ran = Counter[str](), Counter[str]()
    for file, (lines, covered) in files.items():
        for name in (package(file), "total"):
            there[name] += lines
            ran[name] += covered
    names = [*sorted(name for name in there if name != "total"), "total"]
    rows = [f"{name:<24} {there[name]:>6} {100 * ran[name] / max(there[name], 1):>6.1f}%" for name in names]
    return "\n".join([f"{'package':<24} {'lines':>6} {'run':>7}", *rows])


def main() -> int:
    measured = coverage.Coverage(config_file=str(REPOSITORY / "pyproject.toml"))
    floor = float(measured.get_option("report:fail_under"))  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        command = [sys.executable, "-m", "coverage", "json", "--quiet", "--fail-under=0", "-o", str(report)]
        subprocess.run(command, check=True, cwd=REPOSITORY)
        found = json.loads(report.read_text())
    sums = {name: file["summary"] for name, file in found["files"].items()}
    print(table({name: (each["num_statements"], each["covered_lines"]) for name, each in sums.items()}))
    total = found["totals"]["percent_covered"]
    if total < floor:
        print(f"the tests run {total:.2f}% of the lines; the floor is {floor:g}%")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
