"""What the shell does to flytex: closed streams, a folder that is gone, signals."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

ENGINES = pytest.mark.engines
COMMAND = f"{sys.executable} -m flytex_cli serialize"
FLOW = """
    import flyte
    env = flyte.TaskEnvironment(name="flow")

    @env.task
    async def main(x: int = 1) -> int: ...
"""


def shell(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command line in a shell."""
    return subprocess.run(["sh", "-c", command], cwd=cwd, capture_output=True, text=True, timeout=120, check=False)


@ENGINES
def test_a_closed_stdout_is_one_sentence(write, tmp_path):
    """And no matter where files are written instead."""
    write("flow.py", FLOW)
    closed = shell(f"{COMMAND} flow.py >&-", tmp_path)
    assert (closed.returncode, closed.stderr) == (3, "error: stdout cannot be written: it is closed\n")
    written = shell(f"{COMMAND} flow.py -o specs >&- 2>&- <&-", tmp_path)
    assert written.returncode == 0
    assert (tmp_path / "specs/flow/main.yaml").read_text().startswith("# flow.main\n")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A module and its specs."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "flow.py").write_text(textwrap.dedent(FLOW))
    made = shell(f"{COMMAND} flow.py -o specs -q", folder)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.mark.parametrize(
    "command",
    [
        "serialize flow.py",
        "serialize flow.py -o other --check",
        "podspec flow.py",
        "podspec flow.py --explain",
        "podspec --cpu 1 --explain",
        "lint flow.py",
        "lint flow.py --diff",
        "lint flow.py --format json",
        "rule",
        "rule RES001",
        "rule --format json",
        "diff specs flow.py",
        "diff specs flow.py --format json",
        "inspect flow.py",
        "inspect flow.py main",
        "graph flow.py",
        "bundle flow.py",
        "bundle flow.py --list",
        "bundle flow.py --tar -",
        "graph flow.py --format html",
        "image flow.py",
        "image flow.py --format json",
    ],
)
def test_no_command_ends_in_a_bug_where_stdout_is_closed(project, command):
    """Each writes by the same way, whatever the engine, so each says the same sentence."""
    closed = shell(f"{sys.executable} -m flytex_cli {command} >&-", project)
    assert (closed.returncode, closed.stderr.splitlines()[-1]) == (3, "error: stdout cannot be written: it is closed")


@ENGINES
def test_a_closed_stderr_or_stdin_changes_nothing(write, tmp_path):
    """Nobody listens: the specs are on stdout all the same."""
    write("flow.py", "print('hello')\n" + FLOW.replace("\n    ", "\n"))
    assert shell(f"{COMMAND} flow.py 2>&- <&-", tmp_path).stdout.startswith("# flow.main\n")


@ENGINES
def test_a_working_directory_that_is_gone_is_one_sentence(write, tmp_path):
    """Exit 2."""
    write("flow.py", FLOW)
    gone = shell(f"mkdir gone && cd gone && rmdir ../gone && {COMMAND} {tmp_path}/flow.py", tmp_path)
    assert (gone.returncode, gone.stdout) == (2, "")
    assert gone.stderr == "error: the working directory does not exist any more\n"


@ENGINES
def test_termination_leaves_no_child(write, tmp_path):
    """SIGTERM, as a CI system cancels a job, ends with 143 and says nothing."""
    write("slow.py", "import os, time\nopen('pid', 'w').write(str(os.getpid()))\ntime.sleep(600)\n")
    command = [sys.executable, "-m", "flytex_cli", "serialize", "slow.py", "-o", "out"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
    pid = tmp_path / "pid"
    wait_for(lambda: pid.exists() and pid.read_text())
    process.send_signal(signal.SIGTERM)
    assert (process.wait(30), process.communicate()[1]) == (143, b"ended by SIGTERM\n")
    wait_for(lambda: not Path(f"/proc/{pid.read_text()}").exists())
    assert not (tmp_path / "out").exists()


@ENGINES
def test_termination_before_the_request_is_read_is_silent():
    """The process that loads modules finds half a request, and leaves."""
    process = subprocess.Popen(
        [sys.executable, "-c", "import sys; from flytex_cli.load.server import main; main()", ""],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    _, stderr = process.communicate(b"\0\0\1\0\0\0\0\0{half", timeout=60)
    assert (process.returncode, stderr) == (0, b"")


def wait_for(condition, seconds: float = 20) -> None:
    """Wait until something is so; fail when it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
