"""`--cache` on the command line, and `flytex cache`."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.affected.repository import committed, write
from tests.harness import Flytex, clean_environment

FLOW = """
import flyte

env = flyte.TaskEnvironment("shop", resources=flyte.Resources(cpu=1))


@env.task
def fit(x: int) -> int:
    return x
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two modules, one of which asks for the time."""
    clock = FLOW.replace('"shop"', '"clock"').replace(
        "import flyte\n", "import time\nimport flyte\n\nTIME = time.time()\n"
    )
    write(tmp_path, {"flows/shop.py": FLOW, "flows/clock.py": clock})
    time.sleep(0.03)
    return tmp_path


@pytest.mark.engines
def test_the_second_run_says_the_same(flytex: Flytex, project: Path, home: Path) -> None:
    """And with --verbose what came from the cache, and what is loaded each time."""
    without, first, second = (
        re.sub(r", [\d.]+ s\)", ")", flytex("lint", "flows", *options).stderr) for options in ((), *[("--cache",)] * 2)
    )
    assert [without, first, second] == ["nothing found (2 modules, 2 tasks)\n"] * 3
    said = flytex("lint", "flows", "--cache", "-v").stderr.replace(str(home), "~")
    assert [line for line in said.splitlines() if "cache" in line] == [
        "cache: 1 of 2 modules are as they were (~/.cache/flytex)",
        "flows/clock.py is not kept in the cache: it asks what time it is (time.time) at flows/clock.py:5",
        "cache: all that rules look at is as it was",
    ]


@pytest.mark.engines
@pytest.mark.parametrize(
    "command", [("serialize",), ("inspect",), ("graph",), ("diff", "specs"), ("plan",), ("podspec",)]
)
def test_every_command_takes_it(flytex: Flytex, project: Path, command: tuple[str, ...]) -> None:
    """With the same output."""
    flytex("serialize", "flows", "-o", "specs")
    paths = ("--path", "flows") if "diff" in command else ("flows",)
    without = flytex(*command, *paths)
    assert without.code in (0, 1)
    for _ in range(2):
        assert flytex(*command, *paths, "--cache-dir", "kept") == without
    assert (project / "kept" / ".gitignore").read_text() == "*\n"


def test_settings_and_the_command_line(flytex: Flytex, project: Path) -> None:
    """`cache = true` turns it on, --no-cache off again; a folder alone turns it on, too."""
    write(project, {"pyproject.toml": '[tool.flytex]\ncache = true\ncache-dir = "kept"\n'})
    assert flytex("serialize", "flows").code == 0
    assert "cache: 1 of 2" in flytex("serialize", "flows", "-v").stderr
    assert "cache" not in flytex("serialize", "flows", "-v", "--no-cache").stderr
    write(project, {"pyproject.toml": '[tool.flytex]\ncache-dir = "kept"\n'})
    assert "cache: 1 of 2" in flytex("serialize", "flows", "-v").stderr
    assert flytex("cache", "info").out.startswith("1 entry, ")


def test_info_and_clean(flytex: Flytex, project: Path) -> None:
    """What is removed is the cache's own."""
    assert flytex("cache", "info", "--cache-dir", "kept").out == "0 entries, 0 B, in kept\n"
    flytex("serialize", "flows", "--cache-dir", "kept")
    flytex("lint", "flows", "--cache-dir", "kept")
    write(project, {"kept/mine.txt": "mine"})
    assert re.fullmatch(r"4 entries, [\d.]+ KB, in kept\n", flytex("cache", "info", "--cache-dir", "kept").out)
    assert re.fullmatch(r"removed 4 entries, [\d.]+ KB, in kept\n", flytex("cache", "clean", "--cache-dir", "kept").out)
    assert sorted(path.name for path in (project / "kept").iterdir()) == [".gitignore", "CACHEDIR.TAG", "mine.txt"]
    assert flytex("cache", "clean", "--cache-dir", "kept").out == "removed 0 entries, 0 B, in kept\n"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--cache-dir", "flows/shop.py"), "error: --cache-dir: 'flows/shop.py' is not a folder\n"),
        (("--cache", "--cache-size", "much"), "error: --cache-size: 'much' is not a size\n"),
    ],
)
def test_wrong_values(flytex: Flytex, project: Path, arguments: tuple[str, ...], error: str) -> None:
    """Exit 2, with the option."""
    result = flytex("serialize", "flows", *arguments)
    assert (result.code, result.stderr.splitlines(keepends=True)[0]) == (2, error)


def test_runs_at_the_same_time(project: Path, home: Path) -> None:
    """They write the same entries, and each prints what it should."""
    command = [sys.executable, "-m", "flytex_cli", "serialize", "flows", "--cache-dir", "kept", "-q"]
    environ = clean_environment(home)
    runs = [
        subprocess.Popen(command, cwd=project, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    outputs = {run.communicate() for run in runs}
    assert [run.returncode for run in runs] == [0] * 4
    assert len(outputs) == 1
    entries = [path for path in (project / "kept" / "entries").rglob("*") if path.is_file()]
    assert len(entries) == 1


@pytest.mark.parametrize("cached", [(), ("--cache-dir", "kept")])
def test_parts_are_the_whole(flytex: Flytex, tmp_path: Path, cached: tuple[str, ...]) -> None:
    """Also while they fill the cache that tells how long modules take."""
    write(tmp_path, {f"flows/m{number}.py": FLOW.replace("shop", f"shop{number}") for number in range(7)})
    time.sleep(0.03)
    whole = sorted(flytex("serialize", "flows", "-f", "jsonl").out.splitlines())
    for _ in range(2):
        parts = [flytex("serialize", "flows", "-f", "jsonl", "--shard", f"{part}/3", *cached) for part in (1, 2, 3)]
        assert sorted(line for part in parts for line in part.out.splitlines()) == whole
        said = [part.stderr.partition("split ")[2] for part in parts]
        assert said[0]
        assert said == [said[0]] * 3
    assert [part.code for part in parts] == [0] * 3


def test_a_damaged_split_is_made_again(flytex: Flytex, tmp_path: Path) -> None:
    """As any entry that is damaged, or holds what it should not."""
    write(tmp_path, {f"flows/m{number}.py": FLOW.replace("shop", f"shop{number}") for number in range(4)})
    asked = ("serialize", "flows", "-f", "jsonl", "--shard", "1/2", "--cache-dir", "kept")
    whole = flytex(*asked)
    for entry in (path for path in (tmp_path / "kept" / "entries").rglob("*") if path.is_file()):
        for damage in (b"", b"null", b'{"flows/m0.py": []}', entry.read_bytes()[:-1]):
            entry.write_bytes(damage)
            assert flytex(*asked).code == 0
    assert whole.code == 0


def test_a_part_leaves_the_files_of_others(flytex: Flytex, tmp_path: Path) -> None:
    """Nothing is taken for stale that another job wrote; a part without modules is no mistake."""
    write(tmp_path, {f"flows/m{number}.py": FLOW.replace("shop", f"shop{number}") for number in range(3)})
    for part in range(1, 10):
        assert flytex("serialize", "flows", "-o", "specs", "--shard", f"{part}/9").code == 0
    assert flytex("serialize", "flows", "-o", "specs", "--check").code == 0
    assert [flytex("lint", "flows", "--shard", f"{part}/9").code for part in range(1, 10)] == [0] * 9


@pytest.mark.engines
def test_a_revision_is_known_too(flytex: Flytex, project: Path) -> None:
    """It lies at the same path each time; what differs from it is found all the same."""
    committed(project, {})
    asked = ("diff", "git:HEAD", "--path", "flows/shop.py", "--cache", "-v")
    said = [[line for line in flytex(*asked).stderr.splitlines() if "modules are" in line] for _ in range(2)]
    assert [[line.split(" (")[0] for line in lines] for lines in said] == [
        ["cache: 0 of 1 modules are as they were"] * 2,
        ["cache: 1 of 1 modules are as they were"] * 2,
    ]
    write(project, {"flows/shop.py": FLOW.replace("cpu=1", "cpu=2000")})
    time.sleep(0.03)
    without, known = flytex(*asked[:-2]), flytex(*asked[:-1])
    assert known.stdout == without.stdout
    assert "2000" in known.out
    assert known.code == without.code
