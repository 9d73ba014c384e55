"""`--watch`: a command that runs again after each change."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.affected.repository import write
from tests.harness import clean_environment

FLOW = """
import flyte

env = flyte.TaskEnvironment("shop", resources=flyte.Resources(cpu={cpu}))


@env.task
def fit(x: int) -> int:
    return x
"""
PATIENCE = 120


def _heed_ctrl_c() -> None:
    """Whoever started the tests may ignore it, as a shell does for what it runs beside itself."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Watch:
    """A command that watches, and what it has said so far."""

    def __init__(self, *arguments: str, folder: Path, home: Path) -> None:
        self.temporary = home / "tmp"
        self.temporary.mkdir()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flytex_cli", *arguments, "--watch"],
            cwd=folder,
            env=clean_environment(home) | {"TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=_heed_ctrl_c,
        )
        self.said = ""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line.decode()

    def until(self, text: str) -> str:
        """Wait until it has said something, and return all it has said since the last time."""
        end = time.monotonic() + PATIENCE
        while text not in self.said:
            assert time.monotonic() < end, self.said
            assert self.process.poll() is None, self.said
            time.sleep(0.02)
        said, self.said = self.said, ""
        return said


@contextlib.contextmanager
def watching(*arguments: str, folder: Path, home: Path) -> Iterator[Watch]:
    """Watch, and end it as Ctrl-C does: nothing is left."""
    watch = Watch(*arguments, folder=folder, home=home)
    try:
        yield watch
        children = _children(watch.process.pid)
        watch.process.send_signal(signal.SIGINT)
        assert watch.process.wait(PATIENCE) == 130
        end = time.monotonic() + PATIENCE
        while any(os.path.exists(f"/proc/{child}") for child in children):
            assert time.monotonic() < end
            time.sleep(0.02)
        assert list(watch.temporary.iterdir()) == []
    finally:
        watch.process.kill()


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


@pytest.mark.engines
def test_a_finding_comes_and_goes(tmp_path: Path, home: Path) -> None:
    """With each save; a file that is saved as it was says nothing."""
    write(tmp_path, {"flow.py": FLOW.format(cpu=1)})
    with watching("lint", "flow.py", folder=tmp_path, home=home) as watch:
        assert "nothing found (1 module, 1 task" in watch.until("Ctrl-C ends")
        write(tmp_path, {"flow.py": FLOW.format(cpu="'a lot'")})
        said = watch.until("1 error")
        assert "flow.py changed\n" in said
        assert "RES" in said
        write(tmp_path, {"flow.py": FLOW.format(cpu="'a lot'")})
        write(tmp_path, {"flow.py": FLOW.format(cpu=22)})
        assert watch.until("nothing found").count("changed") == 1
        assert len(_children(watch.process.pid)) == 1  # one process that has the engine imported waits


def test_what_is_written_starts_no_run(tmp_path: Path, home: Path) -> None:
    """Specs are written anew, once for each save, whatever folder they are in."""
    write(tmp_path, {"flows/flow.py": FLOW.format(cpu=1)})
    with watching("serialize", "flows", "-o", "specs", folder=tmp_path, home=home) as watch:
        watch.until("Ctrl-C ends")
        write(tmp_path, {"flows/flow.py": FLOW.format(cpu=222)})
        watch.until("1 task written to specs")
        assert "222" in (tmp_path / "specs" / "shop" / "fit.yaml").read_text()
        write(tmp_path, {"flows/new.py": FLOW.format(cpu=1).replace("shop", "more")})
        said = watch.until("2 tasks written to specs")
        assert said.count("changed") == 1


def test_settings_are_read_again(tmp_path: Path, home: Path) -> None:
    """And a mistake in them, or in a module, ends nothing that a save can mend."""
    write(tmp_path, {"flow.py": FLOW.format(cpu=1)})
    with watching("lint", "flow.py", folder=tmp_path, home=home) as watch:
        watch.until("Ctrl-C ends")
        write(tmp_path, {"flow.py": "import flyte\nthis is no Python"})
        assert "syntax error" in watch.until("could not be fully loaded")
        write(tmp_path, {"flow.py": FLOW.format(cpu=333)})
        watch.until("nothing found")
        write(tmp_path, {"pyproject.toml": "[tool.flytex.lint]\nselect = ['IMG']\nextend-select = ['RES']\n"})
        assert "pyproject.toml changed: starting again\n" in watch.until("Ctrl-C ends")


def test_a_module_that_writes_does_not_start_itself(tmp_path: Path, home: Path) -> None:
    """Runs end although each changes a file below the root."""
    line = "\nimport time\nopen('log.txt', 'w').write(str(time.time_ns()))\n"
    write(tmp_path, {"flow.py": FLOW.format(cpu=1) + line})
    with watching("lint", "flow.py", folder=tmp_path, home=home) as watch:
        watch.until("log.txt changes whenever modules are loaded: that starts no run any more")
        write(tmp_path, {"flow.py": FLOW.format(cpu=22)})
        watch.until("flow.py changed")
        watch.until("nothing found")
