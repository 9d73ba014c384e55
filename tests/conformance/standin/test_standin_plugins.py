"""Official plugin packages, unmodified, over the stand-in's `flyte.extend`.

They are installed without their dependencies. `plugins.json` is what SDK 2.12.1 makes of their tasks on Python 3.11: the
SDK is compared with it where it is installed, the stand-in everywhere.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.harness import PLUGINS

pytestmark = pytest.mark.xdist_group("plugin specs")

HERE = Path(__file__).parent
GOLDEN = HERE / "plugins.json"
CASES = [
    f"{package} by {way}" for package in ("ray", "spark", "dask", "pytorch") for way in ("environment", "override")
]


@pytest.fixture(scope="module")
def sdk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return specs("sdk", tmp_path_factory.mktemp("plugins"))


@pytest.fixture(scope="module")
def standin(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return specs("standin", tmp_path_factory.mktemp("plugins"))


def specs(side: str, folder: Path) -> dict[str, Any]:
    """The specs of the plugins' tasks, made in a process of its own."""
    file = folder / f"{side}.json"
    command = [sys.executable, str(HERE / "plugin_specs.py"), side, str(file)]
    environ = {**os.environ, "PYTHONPATH": str(PLUGINS)}
    ran = subprocess.run(command, check=False, capture_output=True, text=True, env=environ)
    assert ran.returncode == 0, ran.stderr
    return without_versions(json.loads(file.read_text()))


def without_versions(specs: dict[str, Any]) -> dict[str, Any]:
    """The specs, without the cache version and default image where another Python makes others."""
    if sys.version_info[:2] != (3, 11):
        for _, spec in specs.values():
            spec["taskTemplate"]["metadata"].pop("discoveryVersion", None)
            spec["taskTemplate"].get("container", {}).pop("image", None)
    return specs


@pytest.mark.engines
@pytest.mark.parametrize("case", CASES)
def test_a_plugin_task_is_the_sdks(standin, case):
    """The configuration makes the plugin's class, and the spec is equal, `custom` and all."""
    golden = without_versions(json.loads(GOLDEN.read_text()))
    assert standin[case] == golden[case]
    assert golden[case][1]["taskTemplate"]["custom"]


@pytest.mark.sdk
@pytest.mark.parametrize("case", CASES)
def test_the_golden_file_is_the_sdks(sdk, case, request):
    """`--update-golden` writes it anew."""
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(json.dumps(sdk, indent=1, sort_keys=True) + "\n")
    assert without_versions(json.loads(GOLDEN.read_text()))[case] == sdk[case]
