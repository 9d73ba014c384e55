"""Settings and the command line together: the command line wins, and paths default to the project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.engines

FLOW = """
    import flyte
    env = flyte.TaskEnvironment(name="{name}")

    @env.task
    async def main(x: int = 1) -> int: ...
"""
STUBBED = """
    import absent_one, absent_two, flyte
    env = flyte.TaskEnvironment(name="flow")

    @env.task
    async def main(x: int = 1) -> int: ...
"""


@pytest.mark.parametrize(
    ("setting", "options", "loads"),
    [
        ('["absent_one"]', [], False),
        ('["absent_one"]', ["--stub-imports"], True),
        ('["absent_one"]', ["--no-stub-imports"], False),
        ('["absent_one"]', ["--stub", "absent_two"], False),
        ("true", [], True),
        ("true", ["--no-stub-imports"], False),
        ("true", ["--stub", "absent_one"], False),
        ("true", ["--stub", "absent_one", "--stub", "absent_two"], True),
        ("false", ["--stub-imports"], True),
    ],
)
def test_the_command_line_decides_what_is_stubbed(flytex, write, setting, options, loads):
    """Whatever the settings say; a list of packages and a flag are two answers to one question."""
    write("m.py", STUBBED)
    write("pyproject.toml", f"[tool.flytex]\nstub-imports = {setting}\n")
    assert flytex("serialize", "m.py", "-q", *options).code == (0 if loads else 3)


def test_a_dash_is_stdout(flytex, write, tmp_path):
    """Also where the settings name a folder."""
    write("flow.py", FLOW.format(name="flow"))
    write(
        "pyproject.toml", '[tool.flytex.serialize]\noutput-dir = "specs"\n[tool.flytex.podspec]\noutput-dir = "pods"\n'
    )
    for command in ("serialize", "podspec"):
        result = flytex(command, "flow.py", "-o", "-", "-q")
        assert (result.code, result.out.startswith("# flow.main\n")) == (0, True)
    assert {path.name for path in tmp_path.iterdir()} - {"__pycache__"} == {"flow.py", "pyproject.toml"}


@pytest.mark.parametrize("command", ["serialize", "lint", "inspect", "graph"])
def test_without_a_path_the_project_is_meant(flytex, write, command):
    """`paths`, else the working directory."""
    write("src/one.py", FLOW.format(name="one"))
    write("two.py", FLOW.format(name="two"))
    everything = flytex(command)
    assert everything.code == 0
    write("pyproject.toml", '[tool.flytex]\npaths = ["src"]\n')
    only = flytex(command)
    assert only.code == 0
    if command == "lint":
        assert "(2 modules, 2 tasks" in everything.stderr
        assert "(1 module, 1 task" in only.stderr
    else:
        assert ("two.main" in everything.out, "two.main" in only.out, "one.main" in only.out) == (True, False, True)


def test_a_file_outside_the_root_directory_is_skipped_and_named(flytex, write):
    """A pre-commit run includes tests; the others are done all the same. Where all are outside, it is an error."""
    write("src/flow.py", FLOW.format(name="flow"))
    write("tests/test_flow.py", "import flow\n")
    write("noxfile.py", "")
    write("pyproject.toml", '[tool.flytex]\nroot-dir = "src"\n')
    result = flytex("lint", "src/flow.py", "tests/test_flow.py", "noxfile.py")
    assert result.code == 0
    assert (
        "warning: tests/test_flow.py and 1 more file skipped: outside the root directory, which a container imports "
        "modules relative to\n" in result.stderr
    )
    assert flytex("lint", ".").code == 0
    alone = flytex("lint", "tests/test_flow.py")
    assert alone.code == 2
    assert alone.stderr.startswith("error: tests/test_flow.py is outside the root directory src\n")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("main", ["one.main", "two.main"]),
        ("one", ["one.main"]),
        ("two.main", ["two.main"]),
        ("tw*", ["two.main"]),
        ("thr*", []),
        ("beta", ["two.main"]),
    ],
)
def test_inspect_finds_what_a_name_stands_for(flytex, write, name, found):
    """A task or a glob of tasks, an environment, a module; no path is needed."""
    write("flows/alpha.py", FLOW.format(name="one"))
    write("flows/beta.py", FLOW.format(name="two"))
    result = flytex("inspect", name, "-f", "json")
    assert [task["name"] for task in json.loads(result.out)["tasks"]] == found
    assert result.code == (0 if found else 3)


def test_a_name_that_stands_for_nothing_is_named_with_the_nearest(flytex, write):
    write("flow.py", FLOW.format(name="training"))
    result = flytex("inspect", "trainin")
    assert result.code == 3
    assert "error: no task, app, environment or module is named 'trainin'; did you mean training?\n" in result.stderr


def test_a_path_that_neither_side_has_is_a_typo(flytex, write, tmp_path):
    """`--fail-on` must not pass because nothing was compared."""
    import subprocess

    write("src/flow.py", FLOW.format(name="flow"))
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    result = flytex("diff", "git:HEAD", "scr", "--fail-on", "breaking")
    assert (result.code, result.stderr.splitlines()[0]) == (2, "error: scr exists on neither side")
    assert flytex("diff", "git:HEAD", "src", "--fail-on", "breaking").code == 0
    for typo in (["git:HEAD", "--path", "scr"], ["git:HEAD:scr", "src"], ["git:HEAD:src", "scr"], ["git:HEAD:scr"]):
        result = flytex("diff", *typo, "--fail-on", "breaking")
        assert (result.code, result.stderr.splitlines()[0]) == (2, "error: scr exists on neither side"), typo


def test_a_baseline_holds_on_another_machine(flytex, write, tmp_path):
    """Messages of the user's own code name files by absolute paths: they are no part of a finding's identity."""
    write(
        "one/images.py",
        """
        from pathlib import Path
        import flyte
        base = flyte.Image.from_debian_base(name="b").with_requirements(str(Path(__file__).parent / "requirments.txt"))
        """,
    )
    write(
        "one/a.py",
        "import flyte\nfrom images import base\nenv = flyte.TaskEnvironment('a', image=base)\n\n\n@env.task\nasync def f(x: int) -> int:\n    return x\n",
    )
    first, second = tmp_path / "one", tmp_path / "elsewhere" / "two"
    written = flytex("lint", ".", "--baseline", "known.json", "--write-baseline", cwd=first)
    assert (written.code, "written to known.json" in written.stderr) == (0, True), written.stderr
    import shutil

    shutil.copytree(first, second)
    assert str(tmp_path) not in (second / "known.json").read_text()
    again = flytex("lint", ".", "--baseline", "known.json", cwd=second)
    assert again.code == 0, again.out + again.stderr
    marks = [
        [
            result["partialFingerprints"]
            for result in json.loads(flytex("lint", ".", "-f", "sarif", cwd=folder).out)["runs"][0]["results"]
        ]
        for folder in (first, second)
    ]
    assert marks[0] == marks[1] != []


def test_the_folder_of_a_test_is_clean(tmp_path: Path) -> None:
    """Nothing above sets `[tool.flytex]`."""
    assert not any((parent / "pyproject.toml").exists() for parent in tmp_path.parents)
