"""Importing the stand-in, and serializing a plain task, loads nothing heavy."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = ("kubernetes", "pydantic", "mashumaro", "yaml", "rich", "docstring_parser")

CODE = {
    "import": "import flytex_cli.standin",
    "author": """
import flytex_cli.standin as flyte
env = flyte.TaskEnvironment("e", resources=flyte.Resources(cpu=1), cache="auto")
@env.task(retries=2, triggers=flyte.Trigger.hourly())
async def f(x: int, y: str = "a") -> list[int]: ...
""",
}


def loaded(code: str) -> set[str]:
    script = f"{code}\nimport sys; print(*sorted(sys.modules))"
    return set(
        subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.split()
    )


@pytest.mark.parametrize("case", CODE)
def test_nothing_heavy_is_imported(case):
    """Neither for the import nor for authoring; the wire messages come with the first spec."""
    assert not loaded(CODE[case]) & {*HEAVY, "flyteidl2"}


def test_a_plain_task_is_serialized_without_heavy_packages(tmp_path):
    """Only the wire messages are needed."""
    module = tmp_path / "plain.py"
    module.write_text(CODE["author"])
    code = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
import pathlib, plain
context = plain.flyte.models.SerializationContext(version="v", root_dir=pathlib.Path({str(tmp_path)!r}))
assert plain.flyte.extras.serialize(plain.f, context).short_name == "f"
"""
    modules = loaded(code)
    assert "flyteidl2" in modules
    assert not modules & set(HEAVY)


def test_a_whole_run_imports_nothing_heavy(tmp_path):
    """Neither the command line, nor the process that loads modules, nor the module's own."""
    (tmp_path / "plain.py").write_text(CODE["author"].replace("flytex_cli.standin as flyte", "flyte"))
    run = subprocess.run(
        [sys.executable, "-m", "flytex_cli", "serialize", "plain.py", "--engine", "standin"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPROFILEIMPORTTIME": "1"},
        check=True,
        capture_output=True,
        text=True,
    )
    modules = {line.rpartition("|")[2].strip().partition(".")[0] for line in run.stderr.splitlines()}
    assert {"flytex_cli", "typer", "flyteidl2", "yaml"} <= modules
    assert not modules & {"kubernetes", "pydantic", "mashumaro", "rich", "docstring_parser"}
