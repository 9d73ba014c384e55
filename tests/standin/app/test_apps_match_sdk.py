"""Every app of the fixtures and of `modules/` is the same message as SDK 2.12.1 makes of it, byte for byte.

Both sides run in processes of their own, over the same folder: a git repository with a remote.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness import FIXTURES, PLUGINS, REPOSITORY, clean_environment

pytestmark = [pytest.mark.sdk, pytest.mark.xdist_group("apps")]

FOLDERS = (FIXTURES / "apps", Path(__file__).parent / "modules")
MODULES = [*sorted(file.stem for folder in FOLDERS for file in folder.glob("*.py")), "package", "package.web.site"]


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """What the SDK makes, and what the stand-in does."""
    folder = tmp_path_factory.mktemp("apps")
    for source in FOLDERS:
        shutil.copytree(source, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    commit = ["commit", "--quiet", "--allow-empty", "--message", "x"]
    for arguments in (["init", "--quiet"], ["remote", "add", "origin", "git@github.com:shop/web.git"], commit):
        subprocess.run([*git, *arguments], cwd=folder, check=True)
    made = []
    for side in ("sdk", "standin"):
        out = tmp_path_factory.mktemp(side)
        done = subprocess.run(
            [sys.executable, "-m", "tests.standin.app.translated", side, folder, out],
            env=clean_environment(out) | {"PYTHONPATH": os.pathsep.join(map(str, (REPOSITORY, PLUGINS)))},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        made.append(out)
    return made[0], made[1]


def shown(place: Path) -> object:
    """A message as text, which a person can compare; or how an app is refused."""
    from flyteidl2.app.app_definition_pb2 import App
    from google.protobuf.text_format import MessageToString

    if place.suffix == ".txt":
        return place.read_text().partition("\n")[0]
    return MessageToString(App.FromString(place.read_bytes()))


@pytest.mark.parametrize("module", MODULES)
def test_both_sides_make_the_same(sides, module):
    """Each app in each context: the same bytes, or the same kind of error."""
    sdk, standin = ({file.name: file for file in side.glob(f"{module}:*")} for side in sides)
    assert sdk
    assert sdk.keys() == standin.keys()
    for name, file in sdk.items():
        assert shown(file) == shown(standin[name]), name
        if file.suffix == ".pb":
            assert file.read_bytes() == standin[name].read_bytes(), name


def test_every_module_can_be_imported(sides):
    """On both sides."""
    assert [file.name for side in sides for file in side.glob("*.txt") if ":" not in file.name] == []


def test_only_what_is_wrong_is_refused(sides):
    """All of `refused`; of the others what depends on a place, without one, and copies that the SDK cannot deploy."""
    refused = {tuple(file.stem.split(":")[:2]) for file in sides[0].glob("*.txt")}
    others = {(module, variable) for module, variable in refused if module != "refused"}
    assert others == {("settings", "hashed"), ("settings", "placed"), ("model_servers", "copied_without_path")}
    assert len(refused - others) == REFUSED


REFUSED = sum(" = AppEnvironment(" in line for line in (FOLDERS[1] / "refused.py").read_text().splitlines())
