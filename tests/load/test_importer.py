"""A module is imported by file under its dotted name, and `sys.path` is a deployment's again afterwards."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from flytex_cli.load.importer import Importer, expect_folders, source_folders
from flytex_cli.load.target import ModuleTarget


@pytest.fixture(autouse=True)
def _import_system(monkeypatch):
    """As it was, after each test."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        del sys.modules[name]


def target(file: Path, root: Path, name: str, *, alone: bool = False) -> ModuleTarget:
    return ModuleTarget(str(file), name, str(root), str(root), file.name, named=True, alone=alone)


def test_the_packages_it_lies_in_come_first(tmp_path, write):
    """Relative imports work; a folder without `__init__.py` is a package too."""
    write("pots/__init__.py", "SEEN = ['pots']\n")
    write("pots/kilns/helper.py", "X = 3\n")
    file = write("pots/kilns/fire.py", "from .. import SEEN\nfrom .helper import X\nSEEN.append(__name__)\n")
    module = Importer(target(file, tmp_path, "pots.kilns.fire")).load()
    assert (module.__name__, module.SEEN, module.X) == ("pots.kilns.fire", ["pots", "pots.kilns.fire"], 3)
    assert sys.modules["pots"].kilns.fire is module


def test_a_module_that_raises_is_not_kept(tmp_path, write):
    file = write("raises_at_once.py", "1 / 0\n")
    with pytest.raises(ZeroDivisionError):
        Importer(target(file, tmp_path, "raises_at_once")).load()
    assert "raises_at_once" not in sys.modules


def test_what_only_flytex_found_is_told(tmp_path, write):
    """A package in a folder that no deployment looks into."""
    write("libs/clay_shared/__init__.py", "X = 1\n")
    file = write("flows/uses_clay.py", "import clay_shared\n")
    importer = Importer(target(file, tmp_path, "flows.uses_clay"))
    importer.load()
    assert importer.found == {"clay_shared": str(tmp_path / "libs")}


def test_the_path_is_a_deployments_again(tmp_path, write):
    """Root and folder come last; of a file alone the root is there twice; what the module added stays."""
    file = write("flows/adds_own.py", "import sys\nsys.path.insert(0, 'own')\n")
    before = list(sys.path)
    importer = Importer(target(file, tmp_path, "adds_own", alone=True))
    importer.load()
    importer.as_deployed()
    assert sys.path == ["own", *before, str(tmp_path), str(tmp_path / "flows"), str(tmp_path)]


def test_a_library_of_the_folders_name_is_left_to_the_library(tmp_path, write):
    """`json/flow.py` below the root: a deployment imports Python's own `json`, so the module goes by its own name."""
    file = write("json/kiln_flow.py", "import json\nX = json.dumps(1)\n")
    importer = Importer(target(file, tmp_path, "json.kiln_flow"))
    assert (importer.load().__name__, importer.taken) == ("kiln_flow", str(tmp_path / "json"))


def test_source_folders_of_a_project(tmp_path, write):
    """Beside the module, its package root, the project's folder and its `src/`, each once, up to the repository."""
    write("repo/pyproject.toml", "")
    (tmp_path / "repo/.git").mkdir()
    write("repo/src/shop/__init__.py", "")
    write("src/not_ours.py", "")
    file = write("repo/src/shop/flow.py", "")
    repo = tmp_path / "repo"
    found = source_folders(target(file, tmp_path, "repo.src.shop.flow"))
    assert found.folders == (str(repo / "src/shop"), str(repo / "src"), str(repo))
    assert {str(repo / "pyproject.toml"), str(repo / ".git"), str(repo / "src/src")} <= {*found.looked_for}
    assert not [path for path in found.looked_for if path.startswith(str(tmp_path / "src"))]


def test_source_folders_are_looked_for_again_in_another_run(tmp_path, write):
    """A process that serves several runs has those of the last one."""
    module = target(write("repo/flows/flow.py", ""), tmp_path, "repo.flows.flow")
    assert source_folders(module).folders == (str(tmp_path / "repo/flows"),)
    write("repo/pyproject.toml", "")
    assert source_folders(module).folders == (str(tmp_path / "repo/flows"),)
    expect_folders([module])
    assert source_folders(module).folders == (str(tmp_path / "repo/flows"), str(tmp_path / "repo"))
