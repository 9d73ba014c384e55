"""`import flyte` alone brings a few modules; others are attributes of it once something imports them, as in the SDK."""

from __future__ import annotations

import subprocess
import sys

import pytest

from flytex_cli.standin._core import sdk_modules

MODULE = """
import flyte
env = flyte.TaskEnvironment("jobs")
@env.task
def work(x: int = 1) -> list[str]: ...
"""

FORKED = """
import os
for name in {names!r}:
    print(name, end=": ", flush=True)
    if os.fork() == 0:
        __import__("flyte." + name)
        print(*(each for each in dir(flyte) if f"flyte.{{each}}" in sys.modules and each[0] != "_"), flush=True)
        os._exit(0)
    os.wait()
"""


def flytex(tmp_path, source):
    (tmp_path / "module.py").write_text(source)
    command = [sys.executable, "-m", "flytex_cli", "serialize", "module.py", "--engine", "standin"]
    return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)


def test_a_module_that_nothing_imports_is_missing(tmp_path):
    """The module would fail in the container; the message says what to write."""
    result = flytex(tmp_path, f"{MODULE}\nprint(flyte.models)\nprint(flyte.io.File)")
    assert "module 'flyte' has no attribute 'io': write `import flyte.io`" in result.stderr
    assert result.returncode == 3


@pytest.mark.parametrize(
    "line", ["import flyte.io", "from flyte.io import Dir", "import flyte.app", "from flyte import io"]
)
def test_a_module_that_something_imports_is_there(tmp_path, line):
    """By its own name, or by a module that the SDK makes of it."""
    result = flytex(tmp_path, f"{line}\n{MODULE}\nprint(flyte.io.File)")
    assert result.returncode == 0, result.stderr


@pytest.mark.sdk
def test_the_table_is_what_the_sdk_does():
    """Each public module, imported after a plain module with a task, in a process of its own."""
    pytest.importorskip("flyte")
    names = sorted(set(sdk_modules.PUBLIC) - {"connectors"})  # wants grpc
    code = f"import sys\n{MODULE}\n{FORKED.format(names=['models', *names])}"
    lines = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.splitlines()
    found = {name: set(brought.split()) for name, _, brought in (line.partition(": ") for line in lines)}
    basics = found["models"]
    assert basics == sdk_modules._WITH_FLYTE
    ours = {name: sdk_modules.PUBLIC[name] | basics | {name.partition(".")[0]} for name in names}
    assert ours == {name: found[name] for name in names}
