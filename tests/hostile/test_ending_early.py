"""Signals and closed streams: the exit code by convention, one sentence, and no process left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.test_modules_that_misbehave import GOOD, is_running, wait_for

pytestmark = pytest.mark.engines

SAID = {signal.SIGINT: "interrupted\n", signal.SIGTERM: "ended by SIGTERM\n", signal.SIGHUP: "ended by SIGHUP\n"}
HEEDED = "import flytex_cli.__main__ as m, os, sys\n{before}\nsys.argv[0] = m.__file__\nm.main()\n"
"""Runs flytex as `python -m flytex_cli` does."""


def start(tmp_path: Path, before: str, *arguments: str) -> subprocess.Popen[str]:
    """Start flytex, with something done first."""
    kept = {number: signal.signal(number, signal.SIG_DFL) for number in (signal.SIGINT, signal.SIGHUP)}
    try:
        return subprocess.Popen(
            [sys.executable, "-c", HEEDED.format(before=before), *arguments],
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def descendants(pid: int) -> list[int]:
    """The processes below a process."""
    children = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [*children, *(each for child in children for each in descendants(child))]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("number", SAID, ids=lambda number: number.name)
@pytest.mark.parametrize("when", ["while the engine starts", "while a module loads"])
def test_a_signal_ends_all(write, tmp_path, number, when):
    """As the shell would say it, and with every process that was started."""
    write("slow.py", "import subprocess, time\nsubprocess.Popen(['sleep', '600'])\ntime.sleep(600)\n")
    process = start(tmp_path, "", "serialize", "slow.py")
    enough = 1 if when == "while the engine starts" else 3  # the warm process, the module's, and what that started
    wait_for(lambda: len(descendants(process.pid)) >= enough)
    started = descendants(process.pid)
    process.send_signal(number)
    out, said = process.communicate(timeout=60)
    assert (process.returncode, out, said) == (128 + number, "", SAID[number])
    wait_for(lambda: not any(map(is_running, started)))


def test_a_signal_that_python_lost_is_heeded_all_the_same(write, tmp_path):
    """What a handler raises within a callback is dropped: it is raised again, and nothing is said of the first time."""
    write("slow.py", "import time\nopen('there', 'w').close()\ntime.sleep(600)\n")
    lost = (
        "import signal, weakref\nm.AGAIN = 600\nclass A: ...\n"
        "def late(_): os.kill(os.getpid(), signal.SIGTERM)\n"
        "import flytex_cli.load.runner as r\nkept, real = [A()], r.Run.results\n"
        "watch = weakref.ref(kept[0], late)\n"
        "def results(*args, **kwargs):\n    kept.clear()\n    return real(*args, **kwargs)\n"
        "r.Run.results = results\n"
    )
    process = start(tmp_path, lost, "serialize", "slow.py")
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (143, "ended by SIGTERM\n")


@pytest.mark.parametrize("within", ["load.runner.Run.results", "cli.app.build"])
def test_a_signal_that_python_wraps_is_a_signal(write, tmp_path, within):
    """Python up to 3.11 makes a RuntimeError of what is raised within `__set_name__`, as classes of imported modules have."""
    write("good.py", GOOD.format(name="good"))
    wrapped = (
        "import signal, flytex_cli.load.runner, flytex_cli.cli.app\n"
        "def wrapped(*args, **kwargs):\n"
        "    try:\n        os.kill(os.getpid(), signal.SIGHUP)\n"
        "    except SystemExit as left:\n        raise RuntimeError('Error calling __set_name__') from left\n"
        f"flytex_cli.{within} = wrapped\n"
    )
    process = start(tmp_path, wrapped, "serialize", "good.py")
    out, said = process.communicate(timeout=60)
    assert (process.returncode, out, said) == (129, "", "ended by SIGHUP\n")


def test_an_ignored_signal_stays_ignored(write, tmp_path):
    """As `nohup` has it."""
    write("good.py", GOOD.format(name="good"))
    process = start(
        tmp_path,
        "import signal, flytex_cli.load.runner as r\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\nreal = r.Run.results\n"
        "r.Run.results = lambda *a, **k: (os.kill(os.getpid(), signal.SIGHUP), real(*a, **k))[1]\n",
        "serialize",
        "good.py",
    )
    out, said = process.communicate(timeout=60)
    assert (process.returncode, out.count("name: good.main"), said) == (0, 1, "")


@pytest.mark.parametrize(
    ("arguments", "streams", "code"),
    [
        ("serialize good.py", ">&-", 3),
        ("serialize good.py", ">/dev/full", 3),
        ("serialize good.py", "2>&-", 0),
        ("lint good.py", "2>/dev/full", 3),
        ("lint good.py", ">&- 2>&-", 3),
        ("--version", ">/dev/full", 3),
        ("serialize good.py", "| { exec <&-; touch gone; }", 141),
        ("lint good.py -f json", "| { exec <&-; touch gone; }", 141),
        ("--version", "| { exec <&-; touch gone; }", 141),
    ],
)
def test_a_stream_that_takes_nothing_is_no_success_and_no_traceback(write, tmp_path, arguments, streams, code):
    """Closed, full, or a pipe that nobody reads."""
    if "/dev/full" in streams and not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    write("good.py", GOOD.format(name="good"))
    flytex = f"{sys.executable} -m flytex_cli {arguments}"
    wait = "while [ ! -e gone ]; do sleep 0.05; done" if "|" in streams else ":"
    line = f"{{ {wait}; {flytex}; echo $? > code; }} {streams}"
    done = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ((tmp_path / "code").read_text(), "Traceback" in done.stderr) == (f"{code}\n", False), done.stderr
    assert done.stderr.count("\n") <= 1
