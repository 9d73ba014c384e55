"""Every official plugin that is published, unmodified, with its dependencies stubbed: the same specs on both engines.

`modules/use_<plugin>.py` uses one plugin as its documentation says. The packages lie in `.venvs/plugins`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.harness import PLUGINS, REPOSITORY, clean_environment

pytestmark = pytest.mark.xdist_group("plugins")

MODULES = Path(__file__).parent / "modules"
OWN_TYPES = {
    "orders": "bigquery_query_job_task",
    "count": "snowflake",
    "bricks.pi": "databricks",
    "sparks.pi": "spark",
    "rays.squares": "ray",
    "dasks.total": "dask",
    "torches.train": "pytorch",
    "report": "notebook",
}
"""Tasks of plugins with a task type of their own; the others are plain Python tasks."""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`flytex` over all modules, with the plugins on the path."""
    places = [PLUGINS, *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.run(
        [sys.executable, "-m", "flytex_cli", *arguments, str(MODULES), "--root-dir", str(MODULES), "--stub-imports"],
        cwd=folder,
        env=clean_environment(folder) | {"PYTHONPATH": os.pathsep.join(map(str, places))},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def specs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The specs of all tasks by name, made by the engine at hand."""
    done = run(tmp_path_factory.mktemp("plugins"), "serialize", "--format", "json")
    assert done.returncode in (0, 3), done.stderr  # 3: a default that has no literal, as in the SDK
    return {spec["taskTemplate"]["id"]["name"]: spec for spec in json.loads(done.stdout)}


def test_every_plugin_has_a_module():
    """A package that is added to the list is used."""
    pinned = (REPOSITORY / "constraints" / "plugins.txt").read_text().split()
    names = {line.partition("==")[0].removeprefix("flyteplugins-").replace("-", "_") for line in pinned}
    assert names == {file.stem.removeprefix("use_").removesuffix("_alone") for file in MODULES.glob("use_*.py")}


@pytest.mark.engines
@pytest.mark.parametrize("module", sorted(MODULES.glob("use_*.py")), ids=lambda path: path.stem)
def test_a_module_gives_a_task_of_its_type(specs, module):
    """The plugin registers: a task of the module's is there, with the plugin's own type where it has one."""
    text = module.read_text()
    found = {name: spec for name, spec in specs.items() if f'"{name.partition(".")[0]}"' in text}
    assert found
    for name, spec in found.items():
        assert spec["taskTemplate"]["type"] == OWN_TYPES.get(name, "python")


@pytest.mark.sdk
def test_both_engines_make_the_same(tmp_path):
    """Every task and app of every module, field by field; none is refused."""
    done = run(tmp_path, "verify", "--format", "json")
    result = json.loads(done.stdout)
    assert (result["different"], result["refused"], done.returncode) == ([], [], 0), done.stdout
    assert result["modules"] == len(list(MODULES.glob("use_*.py")))
    assert result["tasks"] + result["apps"] == result["equal"]
    assert result["tasks"] >= result["modules"]
