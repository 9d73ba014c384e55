"""The recipe for conftest, where conftest is on PATH."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
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


@pytest.mark.skipif(CONFTEST is None, reason="conftest is not on PATH: the recipe in docs/ci.md is not run")
@pytest.mark.parametrize(
    ("image", "timeout", "denied"),
    [
        ("ghcr.io/acme/train:1", 60, []),
        (
            "docker.io/library/python:3.12",
            0,
            [
                "train.fit: a task with a GPU has no timeout",
                "train.fit: the image docker.io/library/python:3.12 is not from ghcr.io/acme",
            ],
        ),
    ],
)
def test_the_rego_of_the_recipe(
    flytex: Flytex, write: Callable[..., Path], image: str, timeout: int, denied: list[str]
) -> None:
    found = re.search(r"```rego\n# (\S+)\n(.*?)```", RECIPE, re.DOTALL)
    assert found is not None
    write(found[1], found[2])
    write("train.py", MODULE.format(image=image, timeout=timeout))
    specs = flytex("serialize", "train.py", "--format", "json").out
    command = [str(CONFTEST), "test", "--parser", "json", "--policy", "policy", "-"]
    run = subprocess.run(command, input=specs, capture_output=True, text=True, check=False)
    assert run.returncode == (1 if denied else 0), run.stderr
    assert sorted(re.findall(r"FAIL - .*?main - (.*)", run.stdout)) == denied


def test_the_recipe_names_fields_that_are_there(flytex: Flytex, write: Callable[..., Path]) -> None:
    """Also without conftest: each path that its policy reads is in the document of a task that has it all."""
    write("train.py", MODULE.format(image="ghcr.io/acme/train:1", timeout=60))
    specs = json.loads(flytex("serialize", "train.py", "--format", "json").out)
    assert isinstance(specs, list)
    paths = sorted(set(re.findall(r"spec((?:\.\w+)+)", RECIPE)))
    assert paths == [
        ".taskTemplate.container.image",
        ".taskTemplate.container.resources.requests",
        ".taskTemplate.id.name",
        ".taskTemplate.metadata.timeout",
    ]
    for path in paths:
        value = specs[0]
        for key in path.removeprefix(".").split("."):
            value = value[key]
    assert {"name": "GPU", "value": "1"} in specs[0]["taskTemplate"]["container"]["resources"]["requests"]
