"""`flytex bundle` of a tree of many files: a person sees that it goes on."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness import clean_environment

pytestmark = pytest.mark.engines

MANY = 1_200
FLOW = 'import flyte\n\nenv = flyte.TaskEnvironment("e")\n\n@env.task\ndef main() -> int:\n    return 1\n'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder that is not the home folder, all of which would be shipped."""
    folder = tmp_path / "project"
    (folder / "data").mkdir(parents=True)
    (folder / "flow.py").write_text(FLOW)
    for number in range(MANY):
        (folder / "data" / f"{number}.csv").touch()
    return folder


def start(tree: Path, stderr: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "flytex_cli", "bundle", "flow.py", "--copy-style", "all"]
    environ = clean_environment(tree.parent) | {"TERM": "xterm"}
    return subprocess.Popen(command, cwd=tree, env=environ, stdout=subprocess.DEVNULL, stderr=stderr)


def test_a_terminal_shows_how_many_files_are_read(tree: Path) -> None:
    own, its = pty.openpty()
    with start(tree, its) as process:
        os.close(its)
        shown = b""
        try:
            while data := os.read(own, 65536):
                shown += data
        except OSError:  # Linux says so when the other side is closed
            pass
    os.close(own)
    assert process.returncode == 0
    assert re.search(r"reading .* 1[0-2]00/\? .* files", shown.decode())


def test_a_pipe_gets_nothing(tree: Path) -> None:
    with start(tree, subprocess.PIPE) as process:
        assert process.communicate()[1] == b""
    assert process.returncode == 0
