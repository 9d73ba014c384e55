"""`flytex affected`, and `--affected` of the commands that take it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.affected.repository import committed, git, write
from tests.harness import REPOSITORY, Flytex

pytestmark = pytest.mark.engines

FLOW = """
import flyte
from flows.cpu import CPU

env = flyte.TaskEnvironment("shop", resources=flyte.Resources(cpu=CPU))


@env.task(retries=True)
def fit(x: int) -> int:
    return x
"""
OTHER = """
import flyte
from flyte.app import AppEnvironment

env = flyte.TaskEnvironment("other")
api = AppEnvironment("api", image="ghcr.io/acme/api:1", command="serve")


@env.task(retries=True)
def score(x: int) -> int:
    return x
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two modules, of which a change of the working tree touches one."""
    flow = FLOW.replace("(retries=True)", "")
    files = {
        "flows/__init__.py": "",
        "flows/shop.py": flow,
        "flows/other.py": OTHER.replace("(retries=True)", ""),
        "flows/cpu.py": "CPU = 1\n",
    }
    committed(tmp_path, {**files, "tests/test_shop.py": "import flows.shop\n"})
    write(tmp_path, {"flows/cpu.py": "CPU = 2\n"})
    return tmp_path


TEXT = """\
shop  flows/shop.py
  shop.fit
tests/test_shop.py  tests

1 of 3 environments, 1 of 2 tasks, 0 of 1 app, 1 of 1 test file affected by 1 changed file
"""


def test_as_text(flytex: Flytex, repository: Path) -> None:
    """Names alone; with --why the way from each changed file."""
    assert flytex("affected").out == TEXT
    assert flytex("affected", "HEAD", "--path", "flows", "--why").out.splitlines()[2:4] == [
        "    flows/shop.py:3 imports flows/cpu.py",
        "      flows/cpu.py was changed",
    ]
    git(repository, "commit", "-qam", "two")
    assert flytex("affected").out == (
        "0 of 3 environments, 0 of 2 tasks, 0 of 1 app, 0 of 1 test file affected by 0 changed files\n"
    )
    assert flytex("affected", "git:HEAD~1").out == TEXT


def test_as_json_and_as_a_matrix(flytex: Flytex, repository: Path) -> None:
    """For programs, and for GitHub Actions."""
    document = json.loads(flytex("affected", "-f", "json").out)
    schema = json.loads((REPOSITORY / "docs/schemas/affected.schema.json").read_text())
    jsonschema.validate(document, schema)
    assert document["environments"] == [
        {
            "name": "shop",
            "file": "flows/shop.py",
            "tasks": ["shop.fit"],
            "app": False,
            "why": [
                {
                    "file": "flows/cpu.py",
                    "chain": ["flows/shop.py:3 imports flows/cpu.py", "flows/cpu.py was changed"],
                }
            ],
        }
    ]
    assert document["summary"]["tests"] == {"affected": 1, "total": 1}
    assert json.loads(flytex("affected", "-f", "github-matrix").out) == {
        "include": [{"environment": "shop", "file": "flows/shop.py", "tasks": "shop.fit", "app": False}]
    }


def test_what_cannot_be_answered(flytex: Flytex, repository: Path, tmp_path: Path) -> None:
    """An unknown revision; a module that does not load."""
    outcome = flytex("affected", "nowhere")
    assert outcome.code == 2
    assert outcome.stderr.startswith("error: git does not know the revision 'nowhere'")
    write(repository, {"flows/cpu.py": "import nothing_of_this_name\n"})
    outcome = flytex("affected", "-q")
    assert outcome.code == 3
    assert "flows/shop.py  could not be loaded\n" in outcome.out


def test_serialize_writes_only_what_is_affected(flytex: Flytex, repository: Path) -> None:
    """Other files of the folder stay as they are, and are not stale."""
    assert flytex("serialize", "flows", "-o", "specs", "-q").code == 0
    write(repository, {"flows/cpu.py": "CPU = 30\n"})
    assert flytex("serialize", "flows", "--affected", "HEAD", "-f", "json", "-q").out.count('"shortName"') == 1
    outcome = flytex("serialize", "flows", "--affected", "HEAD", "-o", "specs", "--check", "-q")
    assert (outcome.code, outcome.stderr) == (1, "")
    assert outcome.out.startswith("--- a/shop/fit.yaml")
    assert "other" not in outcome.out
    git(repository, "checkout", "-q", ".")
    outcome = flytex("serialize", "flows", "--affected", "HEAD", "-f", "json", "-q")
    assert (outcome.code, outcome.out) == (0, "[]\n")


def test_lint_tells_only_of_what_is_affected(flytex: Flytex, repository: Path) -> None:
    """Of tasks, and of files without one."""
    write(repository, {"flows/shop.py": FLOW, "flows/other.py": OTHER})
    git(repository, "commit", "-qam", "two")
    write(repository, {"flows/cpu.py": "CPU = 30\n"})
    codes = [
        (each["code"], each["task"])
        for each in json.loads(flytex("lint", "flows", "-f", "json", "--select", "RTY").out)["findings"]
    ]
    assert sorted(codes) == [("RTY004", "other.score"), ("RTY004", "shop.fit")]
    found = json.loads(flytex("lint", "flows", "-f", "json", "--select", "RTY", "--affected", "HEAD").out)["findings"]
    assert [each["task"] for each in found] == ["shop.fit"]
