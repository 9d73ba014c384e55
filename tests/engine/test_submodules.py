"""Submodules that `flyte deploy` has not loaded are missing until the user's code imports them, with the real SDK too."""

from __future__ import annotations

import pytest

from flytex_cli.engine.submodules import LACKING
from flytex_cli.standin._core.sdk_modules import PUBLIC
from tests.conformance.deploying import DeployError, deploy, installed_release

pytestmark = pytest.mark.sdk
MODULE = """
import flyte
{line}

env = flyte.TaskEnvironment("jobs")


@env.task
def work(file: {type}) -> int:
    return 1
"""


@pytest.mark.parametrize("type", ["flyte.io.File", "flyte.extras.ContainerTask", "flyte.app.Port"])
def test_what_nothing_imports_is_missing_as_in_a_deployment(flytex, tmp_path, write, type):
    """SDK 2.12.1; earlier releases load more when they deploy."""
    if installed_release() != "2.12.1":
        pytest.skip("measured with SDK 2.12.1")
    write("module.py", MODULE.format(line="", type=type))
    missing = f"'flyte' has no attribute '{type.split('.')[1]}'"
    with pytest.raises(DeployError, match=missing):
        deploy(tmp_path, "module.py", "env")
    result = flytex("serialize", "module.py", "--engine", "sdk")
    assert result.code == 3
    assert missing in result.stderr


@pytest.mark.parametrize(
    "line",
    ["import flyte.io", "from flyte.io import Dir", "from flyte.io._file import FileTransformer", "import flyte.app"],
)
def test_what_something_imports_is_there(flytex, write, line):
    """By its own name, by a module below it, or by another that needs it."""
    write("module.py", MODULE.format(line=line, type="flyte.io.File"))
    result = flytex("serialize", "module.py", "--engine", "sdk", "-q")
    assert result.code == 0, result.stderr


def test_what_each_brings_is_what_the_sdk_brings():
    """The table of the stand-in's public modules is measured (`tests/standin/test_submodules.py`)."""
    assert {name: set(brought) for name, brought in LACKING.items()} == {
        name: PUBLIC[name] & LACKING.keys() for name in LACKING
    }
