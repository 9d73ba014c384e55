"""`flytex diff --old-python A --new-python B`: one path, two interpreters."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

FLOW = """
import flyte
env = flyte.TaskEnvironment("flow")

@env.task(cache="auto")
async def main(x: int) -> int:
    return x
"""


@pytest.fixture
def older(tmp_path) -> str:
    """An interpreter like this one, that says it is Python 3.10, whose hashes are others: `main` is another source."""
    python = tmp_path / "older"
    python.write_text(
        f"#!{sys.executable}\n"
        "import subprocess, sys\n"
        f"done = subprocess.run([{sys.executable!r}, *sys.argv[1:]], capture_output=True)\n"
        "sys.stderr.buffer.write(done.stderr)\n"
        "out = done.stdout\n"
        "if 'json.dumps' in sys.argv[2]:\n"
        "    out = out.replace(b'\"%d.%d\"' % sys.version_info[:2], b'\"3.1\"')\n"
        "else:\n"
        "    from flyteidl2.task.task_service_pb2 import DeployTaskRequest\n"
        "    from flytex_cli.wire.delimited import from_delimited\n"
        "    (part,) = from_delimited(out)\n"
        "    request = DeployTaskRequest.FromString(part)\n"
        "    request.spec.task_template.metadata.discovery_version = 'ab' * 32\n"
        "    out = request.SerializeToString()\n"
        "sys.stdout.buffer.write(out)\n"
        "sys.exit(done.returncode)\n"
    )
    python.chmod(0o755)
    return str(python)


@pytest.mark.engines
def test_nothing_moves_between_two_of_one_kind(flytex, write):
    """The interpreter that runs flytex is the one that is not named."""
    write("flow.py", FLOW)
    run = flytex("diff", "flow.py", "--old-python", sys.executable, "--fail-on", "any", "--fail-on", "recompute")
    assert (run.code, run.out, run.stderr) == (0, "1 unchanged\n", "")


def test_what_moves_is_said_with_its_cause(flytex, write, older):
    """Another hash of the same source is no change of code."""
    write("flow.py", FLOW)
    run = flytex("diff", "flow.py", "--old-python", older, "--fail-on", "recompute")
    version = ".".join(map(str, sys.version_info[:2]))
    cause = f"             its hash, made with another Python 3.1 -> {version}: the source may be the same\n"
    assert (run.code, run.out) == (
        1,
        f"! recompute  flow.main\n{cause}! rerun-on-recover  flow.main\n{cause}\n"
        "1 affected; 1 recompute, 1 rerun-on-recover\n",
    )


def test_a_module_that_one_of_them_cannot_load(flytex, write):
    """Exit 3, with what its flytex said."""
    write("flow.py", "import nothing_of_that_name\n")
    run = flytex("diff", "flow.py", "--new-python", sys.executable)
    assert run.code == 3
    assert run.stderr.count("No module named 'nothing_of_that_name'") == 2, run.stderr


def test_nothing_of_the_folder_runs_before_its_flytex_does(flytex, write):
    """A module of the user's own must not stand for one of Python's, in a process that is no child of it."""
    write("json.py", "raise SystemExit(9)\n")
    write("flow.py", FLOW)
    assert flytex("diff", "flow.py", "--new-python", sys.executable).code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["flow.py", "--new-python", "./none"], "./none cannot be run: No such file or directory"),
        (["flow.py", "--new-python", "./bare"], "./bare has no flytex"),
        (["gone.py", "--new-python", sys.executable], f"{sys.executable}: gone.py does not exist"),
        (["git:main", "--new-python", sys.executable], "two interpreters compare one path"),
        (["flow.py", "flow.py", "--new-python", sys.executable], "two interpreters compare one path"),
    ],
)
def test_what_cannot_be_compared_is_said(flytex, write, tmp_path: Path, arguments, message):
    write("flow.py", FLOW)
    (tmp_path / "bare").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "bare").chmod(0o755)
    run = flytex("diff", *arguments)
    assert (run.code, run.out, run.stderr.splitlines()[0]) == (2, "", f"error: {message}")
