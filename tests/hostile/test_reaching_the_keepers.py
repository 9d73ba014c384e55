"""Modules that reach for the processes above and beside them: the others' results are whole, and the culprit is named."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from flytex_cli.load import connection
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.load.runner import load
from tests.harness import modules_at

pytestmark = pytest.mark.engines

GOOD = """
import flyte
env = flyte.TaskEnvironment(name="{name}")

@env.task
async def main(x: int = 1) -> int:
    return x
"""
CALL = """
import os, time
with open({path!r}, "w") as call:
    call.write(f"{signal:d} {{{whom}}}\\n")
time.sleep(600)
"""


class Accomplice:
    """Someone outside the fences who sends the signals that a module asks for, as the system does without memory."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "accomplice"
        os.mkfifo(self._path)
        self._calls = os.fdopen(os.open(self._path, os.O_RDWR))  # both ends: no end between two modules
        self.asked = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def module(self, number: int, whom: str = "os.getppid()") -> str:
        """Source that has a process signalled."""
        return CALL.format(path=os.fspath(self._path), signal=number, whom=whom)

    def _serve(self) -> None:
        for line in self._calls:
            if line == "0 0\n":
                return
            number, pid = map(int, line.split())
            self.asked += 1
            os.kill(pid, number)

    def close(self) -> None:
        self._path.write_text("0 0\n")


@pytest.fixture
def accomplice(tmp_path) -> Iterator[Accomplice]:
    someone = Accomplice(tmp_path)
    yield someone
    someone.close()


def good(write, *names: str) -> list[str]:
    """Write modules of one task."""
    for name in names:
        write(f"{name}.py", GOOD.format(name=name))
    return [f"{name}.py" for name in names]


def tasks(out: str) -> list[str]:
    """The names of the tasks that were written as JSON lines."""
    return [json.loads(line)["taskTemplate"]["id"]["name"] for line in out.splitlines()]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_lost_warm_process_is_started_again_without_the_culprit(flytex, write, accomplice, number, jobs):
    """Also with two of them: those that ran at the time run again one by one."""
    first, second = good(write, "first", "second")
    for name in ("one", "two"):
        write(f"{name}.py", accomplice.module(number))
    result = flytex("serialize", first, "one.py", "two.py", second, "-f", "jsonl", "-j", jobs)
    assert (result.code, sorted(tasks(result.out))) == (3, ["first.main", "second.main"])
    for name in ("one", "two"):
        said = (
            f"error: {name}.py: the process that loads modules was killed by {number.name} while it loaded this one\n"
        )
        assert said in result.stderr
    assert result.stderr.count("error: ") == 2


@pytest.mark.parametrize("arguments", [["lint"], ["inspect", "-f", "json"], ["graph", "-f", "json"]])
def test_every_command_goes_on(flytex, write, accomplice, arguments):
    """The neighbour is in the result."""
    write("bad.py", accomplice.module(signal.SIGKILL))
    write("first.py", GOOD.format(name="first").replace("async def", "def"))
    result = flytex(*arguments, "bad.py", "first.py")
    assert result.code == 3
    assert "the process that loads modules was killed by SIGKILL while it loaded this one" in result.stderr + result.out
    assert "2 modules, 1 task" in result.stderr if arguments == ["lint"] else "first.main" in result.out


def test_a_stopped_warm_process_is_ended_and_started_again(write, tmp_path, accomplice, monkeypatch):
    """It says every second that it is there: one that does not is not waited for."""
    monkeypatch.setattr(connection, "SILENCE", 5.0)
    files = [*good(write, "first"), "bad.py", *good(write, "second")]
    write("bad.py", accomplice.module(signal.SIGSTOP))
    result = load(modules_at([tmp_path / file for file in files], root_dir=tmp_path), LoadRequest(jobs=1))
    first, bad, second = result.reports
    assert [record.name for report in (first, second) for record in report.records] == ["first.main", "second.main"]
    assert [diagnostic.message for diagnostic in bad.diagnostics] == [
        "the process that loads modules did not answer for 5 seconds while it loaded this one"
    ]


def test_a_neighbour_that_was_killed_is_loaded_again(flytex, write, accomplice, tmp_path):
    """By another module, or by a system without memory: alone it may do."""
    victim = "import os, time\nif not os.path.exists('asked'):\n    " + "open('asked', 'w').close()\n    "
    victim += accomplice.module(signal.SIGKILL, "os.getpid()").strip().replace("\n", "\n    ")
    write("victim.py", victim + GOOD.format(name="victim"))
    first, second = good(write, "first", "second")
    result = flytex("serialize", first, "victim.py", second, "-f", "jsonl", "-j", "2")
    assert (result.code, result.stderr) == (0, "")
    assert tasks(result.out) == ["first.main", "victim.main", "second.main"]
    assert accomplice.asked == 1


def test_a_warm_process_that_is_lost_again_and_again_is_given_up(write, tmp_path, monkeypatch):
    """Nothing runs for ever, and the modules left are said."""
    (file,) = good(write, "first")
    targets = modules_at([tmp_path / file], root_dir=tmp_path)
    monkeypatch.setattr(connection.Connection, "events", _lost)
    (report,) = load(targets, LoadRequest()).reports
    assert [diagnostic.message for diagnostic in report.diagnostics] == [
        "the process that loads modules was killed by SIGKILL while it loaded this one"
    ]


def _lost(self):
    from flytex_cli.load import protocol
    from flytex_cli.records import EngineInfo

    yield 0, protocol.EngineUp(EngineInfo("sdk", "2", "3"))
    raise connection.LostError("was killed by SIGKILL")


KEEPERS = {
    "kill": "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\n",
    "stop": "import os, signal\nos.kill(os.getppid(), signal.SIGSTOP)\n",
    "group": "import os, signal\nos.killpg(os.getpgid(os.getppid()), signal.SIGKILL)\n",
    "all": "import os, signal\nos.kill(-1, signal.SIGSTOP)\n",
    "child": "import subprocess, os\nsubprocess.run(['kill', '-9', str(os.getppid())], check=True)\n",
    "trace": "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"
    "if libc.ptrace(16, os.getppid(), 0, 0):\n    raise OSError(ctypes.get_errno(), 'no trace')\n",
    "memory": "import os\nopen(f'/proc/{os.getppid()}/mem', 'r+b')\n",
    "pipes": "import os\nopen(f'/proc/{os.getppid()}/fd/1', 'wb')\n",
}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can confine signals")
@pytest.mark.parametrize("how", KEEPERS)
def test_where_the_kernel_can_a_module_reaches_no_process_above(flytex, write, how):
    """Neither to end nor to stop, trace or read it: that fails where it is written."""
    import ctypes

    if ctypes.CDLL(None).syscall(444, None, 0, 1) < 6:
        pytest.skip("this kernel cannot confine signals")
    Path(write("bad.py", "")).write_text(KEEPERS[how])
    first, second = good(write, "first", "second")
    result = flytex("serialize", first, "bad.py", second, "-f", "jsonl")
    assert (result.code, tasks(result.out)) == (3, ["first.main", "second.main"])
    assert result.stderr.count("error: ") == result.stderr.count("error: bad.py:") == 1


def test_a_module_may_still_end_what_it_started(flytex, write):
    """Its own children, and itself by its own group."""
    write(
        "starts.py",
        "import subprocess\nchild = subprocess.Popen(['sleep', '600'])\nchild.kill()\nassert child.wait() == -9\n",
    )
    write("leaves.py", "import os, signal\nos.killpg(0, signal.SIGKILL)\n")
    (first,) = good(write, "first")
    result = flytex("serialize", "leaves.py", "starts.py", first)
    assert (result.code, result.out.count("name: first.main")) == (3, 1)
    assert "leaves.py: the module's process was killed by SIGKILL while it was imported" in result.stderr
    assert "starts.py: the module defines no task" in result.stderr
