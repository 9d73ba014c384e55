"""What most tests run, a forked flytex, is what a person runs, a fresh interpreter: the same bytes and exit codes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.harness import Flytex

pytestmark = pytest.mark.engines

MODULE = """
    import sys

    import flyte

    env = flyte.TaskEnvironment("env", resources=flyte.Resources(memory="1GiB"))


    @env.task
    async def main(x: int = 1) -> int:
        '''Main.'''
        return x


    print("printed", sys.argv[0], __name__)
    """


@pytest.mark.parametrize(
    "arguments",
    [
        ("serialize", "flow.py"),
        ("serialize", ".", "-f", "json", "-j", "2"),
        ("lint", "flow.py", "-q"),
        ("podspec", "flow.py", "--explain"),
        ("serialize", "broken.py"),
        ("serialize", "nosuch.py"),
        ("lint", "--help"),
        ("--version",),
        ("--nosuch",),
    ],
    ids=" ".join,
)
def test_a_forked_run_is_a_fresh_one(flytex: Flytex, fresh_flytex: Flytex, write, arguments) -> None:
    """Standard output, standard error and the exit code."""
    write("flow.py", MODULE)
    write("broken.py", "import flyte\n\n1 / 0\n")
    assert flytex(*arguments) == fresh_flytex(*arguments)


def test_nothing_of_a_run_reaches_the_next(flytex: Flytex, write, tmp_path: Path) -> None:
    """Neither variables nor the working directory, nor what a module does to its process."""
    write("one/flow.py", "import os, flyte\nos.environ['LEFT'] = 'x'\nflyte.LEFT = 1\nos.chdir('/')\n")
    write(
        "two/flow.py",
        "import os, flyte\nassert 'LEFT' not in os.environ and not hasattr(flyte, 'LEFT')\nprint(os.getcwd())\n",
    )
    flytex("serialize", "flow.py", cwd=tmp_path / "one")
    second = flytex("serialize", "flow.py", "-v", cwd=tmp_path / "two")
    assert os.path.realpath(tmp_path / "two") in second.stderr
    assert "AssertionError" not in second.stderr
