"""The warm process as flytex starts it, spoken to by hand."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from flytex_cli.load import protocol
from flytex_cli.load.framing import Decoder
from flytex_cli.load.protocol import LoadRequest
from tests.harness import modules_at

START = """
import os, signal
forks = []
def fork():
    forks.append(1)
    if len(forks) == {number}:
        os.kill(os.getpid(), signal.SIGTERM)
os.register_at_fork({when}=fork)
from flytex_cli.load.server import main
main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("when", ["before", "after_in_parent"])
def test_a_signal_in_the_middle_of_a_fork_ends_it_and_all_it_started(write, tmp_path, number, when):
    """What is raised in a fork's hooks is printed and forgotten."""
    paths = [tmp_path / "one.py", tmp_path / "two.py"]
    for path in paths:
        write(path.name, "import time\ntime.sleep(600)\n")
    run = protocol.Run(tuple(modules_at(paths, root_dir=tmp_path)), LoadRequest(jobs=2, start_method="fork"))
    command = [sys.executable, "-c", START.format(number=number, when=when), "standin"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(protocol.to_frame(run).pack())
        process.stdin.flush()
        said, printed = _until_closed(process)
    assert (process.returncode, printed) == (143, b"")
    running = [frame for frame in Decoder().feed(said) if frame.kind == protocol.to_frame(protocol.Running(1)).kind]
    pids = [event.pid for event in map(protocol.from_frame, running) if isinstance(event, protocol.Running)]
    assert len(pids) == number - 1
    assert not any(os.path.exists(f"/proc/{pid}") for pid in pids)


def _until_closed(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """Read until no process has its output open, without ending its input."""
    stdin, process.stdin = process.stdin, None
    try:
        return process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    finally:
        assert stdin is not None
        stdin.close()
