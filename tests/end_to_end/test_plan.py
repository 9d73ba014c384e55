"""`flytex plan`: a deployment before it happens, whole and against what was deployed."""

from __future__ import annotations

import json

import jsonschema
import pytest

from tests.harness import REPOSITORY

SHOP = """
import flyte
from flyte.app import AppEnvironment, Parameter, RunOutput

image = flyte.Image.from_base("ghcr.io/acme/base:1").clone(name="api", registry="ghcr.io/acme", extendable=True)
work = flyte.TaskEnvironment("work", image="ghcr.io/acme/work:4", resources=flyte.Resources(cpu=1))
api = AppEnvironment(
    name="my-api",
    image=image.with_pip_packages("fastapi==0.120"),
    command="serve",
    port=8000,
    depends_on=[work],
)
alone = flyte.TaskEnvironment("alone", image="ghcr.io/acme/work:4")


@work.task(retries=2, triggers=flyte.Trigger("nightly", flyte.Cron("0 2 * * *", timezone="UTC")))
async def train(x: int = 1) -> int:
    return x


@alone.task
async def tidy() -> None: ...
"""
PLAN = """
image  ghcr.io/acme/work:4  as it stands
       for work, alone
image  ghcr.io/acme/api:HASH  build: from ghcr.io/acme/base:1, pip fastapi==0.120
       for my-api

code   1 file, SIZE, digest HASH  for work, my-api, alone

group 1  my-api, work
  work.train  cpu 1, retries 2
    trigger nightly (cron 0 2 * * * UTC)
  my-api  app, port 8000, scaling 0-1 replicas, auth required

group 2  alone
  alone.tidy

version  made by the deployment
not known offline: the version: a hash of the pickled environments, the images and the archive of the code, which differs \
with the checkout's path and the modes of files
not known offline: whether the registry has an image already: then it is not built again
2 groups, 3 environments, 1 image to build, 2 tasks, 1 app, 1 trigger
"""


def without_hash(text: str) -> str:
    import re

    text = re.sub(r"(ghcr\.io/acme/api:|digest )[0-9a-f]{32}", r"\1HASH", text)
    return re.sub(r"1 file, [0-9.]+ K?B", "1 file, SIZE", text)


@pytest.mark.engines
def test_the_whole_plan(flytex, write):
    write("shop.py", SHOP)
    run = flytex("plan", "shop.py")
    assert (run.code, without_hash(run.out)) == (0, PLAN.lstrip("\n"))


def test_fire_times_and_a_given_version(flytex, write):
    write("shop.py", SHOP)
    run = flytex("plan", "shop.py", "--at", "2026-01-31T12:00Z", "--version", "v7")
    assert "      2026-02-01T02:00:00+00:00\n" in run.out
    assert "version  v7\n" in run.out
    assert "not known offline: the version" not in run.out


@pytest.mark.engines
def test_against_what_was_deployed(flytex, write):
    """Only what changes, with what it means; what is gone stays registered."""
    write("shop.py", SHOP)
    flytex("serialize", "shop.py", "--message", "deploy-request", "-o", "specs")
    write("shop.py", SHOP.replace("port=8000", "port=8001,").replace(",,", ",").split("@alone.task")[0])
    run = flytex("plan", "shop.py", "--against", "specs", "--version", "v7", "--fail-on", "breaking")
    assert (run.code, run.out) == (
        1,
        "group 1  my-api, work\n"
        "  my-api  app, port 8001, scaling 0-1 replicas, auth required\n"
        "    breaking: port\n"
        "\n"
        "left   alone.tidy  is gone here; a deployment does not remove it\n"
        "\n"
        "version  v7\n"
        "not known offline: whether the registry has an image already: then it is not built again\n"
        "2 groups, 3 environments, 1 image to build, 1 task, 1 app, 1 trigger\n",
    )


def test_markdown_for_a_pull_request(flytex, write):
    write("shop.py", SHOP)
    run = flytex("plan", "shop.py", "-f", "markdown")
    assert run.out.startswith(
        "### flyte deploy: 2 groups, 3 environments, 1 image to build, 2 tasks, 1 app, 1 trigger\n"
    )
    assert "| `work.train` | `cpu 1, retries 2` | `nightly (cron 0 2 * * * UTC)` |\n" in run.out
    flytex("serialize", "shop.py", "--message", "deploy-request", "-o", "specs")
    write("shop.py", SHOP.replace("x: int = 1", "x: str = ''"))
    changed = flytex("plan", "shop.py", "-f", "markdown", "--against", "specs").out
    assert "Only what differs from `specs`.\n" in changed
    assert "| `work.train` | `cpu 1, retries 2` | `breaking: input x retyped" in changed
    assert "alone.tidy" not in changed


@pytest.mark.parametrize("against", [(), ("--against", "specs")])
def test_json_is_valid_by_its_schema(flytex, write, against):
    """`docs/schemas/plan.schema.json`, closed."""
    write("shop.py", SHOP)
    flytex("serialize", "shop.py", "--message", "deploy-request", "-o", "specs")
    write("shop.py", SHOP.replace("port=8000", "port=18001"))
    document = json.loads(flytex("plan", "shop.py", "-f", "json", *against).out)
    schema = json.loads((REPOSITORY / "docs/schemas/plan.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(document)
    names = [each["name"] for each in (*document["tasks"], *document["apps"])]
    assert names == (["my-api"] if against else ["work.train", "alone.tidy", "my-api"])


def test_what_only_a_deployment_knows(flytex, write):
    write(
        "shop.py", SHOP.replace('command="serve"', 'parameters=[Parameter("m", RunOutput(type="file", run_name="r"))]')
    )
    assert (
        "not known offline: the value of parameter m of app my-api, which is looked up\n"
        in flytex("plan", "shop.py").out
    )


def test_fail_on_is_about_changes(flytex, write):
    write("shop.py", SHOP)
    run = flytex("plan", "shop.py", "--fail-on", "any")
    assert (run.code, run.stderr) == (
        2,
        "error: --fail-on is about changes\n  hint: add --against git:REV\n",
    )


def test_what_does_not_load_is_said_and_the_rest_is_planned(flytex, write):
    write("shop.py", SHOP)
    write("broken.py", "import flyte\n\nraise RuntimeError('no')\n")
    run = flytex("plan", ".")
    assert run.code == 3
    assert "broken.py:3" in run.stderr
    assert "work.train" in run.out
