"""Type plugins that are installed are loaded for a type nobody knows, in a run of one module as in one of many."""

from __future__ import annotations

from pathlib import Path

import pytest

from flytex_cli import api
from flytex_cli.engine.base import EngineChoice
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.standin._core.types import plugins
from tests.affected.repository import write

FLOW = """
import flyte

env = flyte.TaskEnvironment("shop{number}")


class Table:
    pass


@env.task
def fit(x: Table) -> int:
    return 1
"""
PLUGIN = {
    "acme.py": "def register():\n    print('acme is here')\n",
    "acme-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n",
    "acme-1.0.dist-info/entry_points.txt": "[flyte.plugins.types]\nacme = acme:register\n",
}


@pytest.mark.parametrize("count", [1, 12])
def test_a_plugin_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Also from a folder that only PYTHONPATH has."""
    write(tmp_path / "site", PLUGIN)
    names = tuple(f"flow{number}.py" for number in range(count))
    write(tmp_path / "project", {name: FLOW.format(number=number) for number, name in enumerate(names)})
    monkeypatch.chdir(tmp_path / "project")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    found = api.serialize(api.Modules(names, load=LoadRequest(engine=EngineChoice.STANDIN)))
    assert len(found.records) == count
    assert [report.output for report in found.reports] == ["acme is here\n"] * count


def test_folders_are_looked_through_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that serves several runs sees what was installed between them."""
    monkeypatch.setattr(plugins.sys, "path", [str(tmp_path)])
    monkeypatch.setattr(plugins, "_looked_at", {})
    plugins.look_through([str(tmp_path)])
    assert not plugins._announced()
    write(tmp_path, PLUGIN)
    assert not plugins._announced()  # a process that is forked from the one that looked
    plugins.look_through([str(tmp_path)])
    assert plugins._announced()
