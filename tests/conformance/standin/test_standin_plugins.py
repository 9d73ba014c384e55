"""Official plugin packages, unmodified, over the stand-in's `flyte.extend`."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).with_name("plugin_specs.py")
PACKAGES = ("ray", "spark", "dask", "pytorch")

pytestmark = pytest.mark.sdk


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    missing = [name for name in PACKAGES if not _installed(name)]
    if missing:
        pytest.skip(f"not installed (pip install --no-deps): {', '.join(f'flyteplugins-{name}' for name in missing)}")
    folder = tmp_path_factory.mktemp("plugins")
    return specs("sdk", folder), specs("standin", folder)


def _installed(name: str) -> bool:
    return bool(importlib.util.find_spec("flyteplugins")) and bool(importlib.util.find_spec(f"flyteplugins.{name}"))


def specs(side: str, folder: Path) -> dict[str, Any]:
    file = folder / f"{side}.json"
    ran = subprocess.run([sys.executable, str(SCRIPT), side, str(file)], check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return json.loads(file.read_text())


@pytest.mark.parametrize("way", ["environment", "override"])
@pytest.mark.parametrize("package", PACKAGES)
def test_a_plugin_task_is_the_sdks(both, package, way):
    """The configuration makes the plugin's class, and the spec is equal, `custom` and all."""
    sdk, standin = both
    case = f"{package} by {way}"
    assert standin[case] == sdk[case]
    assert sdk[case][1]["taskTemplate"]["custom"]
