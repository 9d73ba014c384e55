"""The recipe for conftest: its Rego is evaluated, and run by conftest itself where that is on PATH."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.harness import REPOSITORY, Flytex

pytestmark = pytest.mark.engines

CONFTEST = shutil.which("conftest")
MODULE = """
    import flyte

    env = flyte.TaskEnvironment("train", image="{image}", resources=flyte.Resources(gpu="T4:1"))


    @env.task(timeout={timeout})
    async def fit(epochs: int) -> int:
        return epochs
    """
RECIPE = (REPOSITORY / "docs/ci.md").read_text()


@dataclass(frozen=True)
class Outcome:
    """What the recipe denies of a module."""

    image: str
    timeout: int
    denied: tuple[str, ...] = ()


OUTCOMES = [
    Outcome("ghcr.io/acme/train:1", 60),
    Outcome("ghcr.io/acme/train:1", 0, ("train.fit: a task with a GPU has no timeout",)),
    Outcome(
        "docker.io/library/python:3.12",
        0,
        (
            "train.fit: a task with a GPU has no timeout",
            "train.fit: the image docker.io/library/python:3.12 is not from ghcr.io/acme",
        ),
    ),
]


@pytest.fixture(params=OUTCOMES, ids=lambda each: f"{len(each.denied)} denied")
def outcome(request: pytest.FixtureRequest, write: Callable[..., Path]) -> Outcome:
    """What is to be denied of the module that is there."""
    wanted: Outcome = request.param
    write("train.py", MODULE.format(image=wanted.image, timeout=wanted.timeout))
    return wanted


def policy() -> tuple[str, str]:
    """The file that the recipe shows: its path and its text."""
    found = re.search(r"```rego\n# (\S+)\n(.*?)```", RECIPE, re.DOTALL)
    assert found is not None
    return found[1], found[2]


def specs(flytex: Flytex) -> str:
    """What the recipe hands to conftest."""
    return flytex("serialize", "train.py", "--format", "json").out


def test_the_rego_of_the_recipe(flytex: Flytex, outcome: Outcome) -> None:
    """Evaluated as conftest does: of a list each item alone, the rule `deny` of the package `main`.

    open-policy-agent/conftest 019a093b, `policy/engine.go`.
    """
    regopy = pytest.importorskip("regopy", reason="there is no wheel of regopy for this platform")
    denied: list[str] = []
    for spec in json.loads(specs(flytex)):
        interpreter = regopy.Interpreter()
        interpreter.add_module(*policy())
        interpreter.set_input(spec)
        denied += json.loads(str(interpreter.query("data.main.deny")))["expressions"][0]
    assert sorted(denied) == list(outcome.denied)


@pytest.mark.skipif(CONFTEST is None, reason="conftest is not on PATH; its Rego is evaluated by regopy")
def test_the_recipe_as_conftest_runs_it(flytex: Flytex, outcome: Outcome, write: Callable[..., Path]) -> None:
    write(*policy())
    command = [str(CONFTEST), "test", "--parser", "json", "--policy", "policy", "-"]
    run = subprocess.run(command, input=specs(flytex), capture_output=True, text=True, check=False)
    assert run.returncode == (1 if outcome.denied else 0), run.stderr
    assert sorted(re.findall(r"FAIL - .*?main - (.*)", run.stdout)) == list(outcome.denied)


def test_the_recipe_names_fields_that_are_there(flytex: Flytex, write: Callable[..., Path]) -> None:
    """Each path that its policy reads is in the document of a task that has it all."""
    write("train.py", MODULE.format(image="ghcr.io/acme/train:1", timeout=60))
    documents = json.loads(specs(flytex))
    assert isinstance(documents, list)
    paths = sorted(set(re.findall(r"input((?:\.\w+)+)", RECIPE)))
    assert paths == [
        ".taskTemplate.container.image",
        ".taskTemplate.container.resources.requests",
        ".taskTemplate.id.name",
        ".taskTemplate.metadata.timeout",
    ]
    for path in paths:
        value = documents[0]
        for key in path.removeprefix(".").split("."):
            value = value[key]
    assert {"name": "GPU", "value": "1"} in documents[0]["taskTemplate"]["container"]["resources"]["requests"]
