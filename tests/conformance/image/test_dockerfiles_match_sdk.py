"""Every image has the Dockerfile and the build context that the SDK's own handlers make of it.

`python -m tests.conformance.image.dockerfiles` runs the SDK's handlers in a process of its own, where they really copy.
The engine `sdk` must say the same in whichever release is installed; the stand-in in SDK 2.12.1.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from flytex_cli.facts.releases import STANDIN
from tests.conformance.image.recipes import RECIPES, REFUSED, write

pytestmark = pytest.mark.sdk

TOP = Path(__file__).parents[3]
RELEASE = version("flyte")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What each way makes of all recipes; each is run once."""
    folder, home = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("home")
    write(folder)

    @functools.cache
    def run(way: str) -> Any:
        environ = {name: value for name, value in os.environ.items() if not name.startswith("FLYTE")}
        environ |= {"HOME": str(home), "PYTHONPATH": str(TOP)}
        command = [sys.executable, "-m", "tests.conformance.image.dockerfiles", way]
        done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    return run


@pytest.mark.parametrize("name", RECIPES)
def test_sdk_engine_says_what_the_release_does(made: Any, name: str) -> None:
    """Text, files and sizes, or the same class of error."""
    assert made("sdk")[name] == made("release")[name]


@pytest.mark.skipif(RELEASE != STANDIN, reason="the stand-in stands for another release")
@pytest.mark.parametrize("name", RECIPES)
def test_standin_says_what_the_sdk_does(made: Any, name: str) -> None:
    """Text, files and sizes, or the same class of error."""
    assert made("standin")[name] == made("release")[name]


@pytest.mark.skipif(RELEASE != STANDIN, reason="older releases know fewer layers")
def test_all_that_can_be_built_is(made: Any) -> None:
    """What is compared by its error is meant to be."""
    assert [name for name, built in made("release").items() if "dockerfile" not in built] == list(REFUSED)
