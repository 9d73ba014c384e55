"""`flytex diff` and `flytex verify` with apps: written sides of every kind, and what is said."""

from __future__ import annotations

import json

import jsonschema
import pytest

from tests.harness import REPOSITORY

OLD = """
import flyte
from flyte.app import AppEnvironment, Domain, Parameter

env = flyte.TaskEnvironment("work", image="ghcr.io/acme/work:1")
api = AppEnvironment(name="my-api", image="ghcr.io/acme/api:1", command="serve", domain=Domain(subdomain="one"))


@env.task
async def train(x: int) -> int:
    return x
"""
NEW = OLD.replace('subdomain="one"', 'subdomain="second"')
FORMS = [
    ("deploy-request", "yaml"),
    ("deploy-request", "json"),
    ("deploy-request", "pb"),
    ("app", "yaml"),
    ("app", "jsonl"),
    ("app", "pb"),
]


@pytest.mark.engines
@pytest.mark.parametrize(("message", "format"), FORMS)
def test_a_written_side(flytex, write, message, format):
    """Each kind is read back; apps alone are compared with apps alone."""
    write("api.py", OLD)
    flytex("serialize", "api.py", "--message", message, "-f", format, "-o", "specs")
    write("api.py", NEW)
    run = flytex("diff", "specs", "api.py", "--fail-on", "breaking")
    unchanged = ", 1 unchanged" if message == "deploy-request" else ""
    assert (run.code, run.out) == (
        1,
        "~ my-api  api.py:5\n  breaking   subdomain: the address changes\n             spec.ingress.subdomain\n"
        "             - one\n             + second\n\n! address-change  my-api\n"
        "             whoever calls the app by its old address must be told\n             subdomain: one -> second\n\n"
        f"1 changed{unchanged}; 1 breaking; 1 address-change\n",
    )


def test_a_stream_of_apps_on_standard_input(flytex, write):
    write("api.py", OLD)
    stream = flytex("serialize", "api.py", "--message", "app", "-f", "pb").stdout
    write("api.py", NEW)
    assert flytex("diff", "-", "api.py", stdin=stream).out.endswith("1 changed; 1 breaking; 1 address-change\n")


def test_task_specs_beside_apps(flytex, write):
    """Two commands wrote one folder: each is compared by its own kind."""
    write("api.py", OLD)
    flytex("serialize", "api.py", "-o", "specs")
    flytex("serialize", "api.py", "--message", "app", "-o", "specs")
    write("api.py", NEW.replace("x: int", "x: str"))
    run = flytex("diff", "specs", "api.py", "-f", "json")
    document = json.loads(run.out)
    assert [(*each["tasks"], each["why"]) for each in document["changes"]] == [
        ("my-api", "subdomain: the address changes"),
        ("work.train", "input x retyped"),
    ]
    schema = json.loads((REPOSITORY / "docs/schemas/diff.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(document)


def test_kinds_that_have_nothing_in_common(flytex, write):
    write("api.py", OLD)
    flytex("serialize", "api.py", "-o", "tasks")
    flytex("serialize", "api.py", "--message", "app", "-o", "apps")
    run = flytex("diff", "tasks", "apps")
    assert run.code == 2
    assert "tasks holds messages of the kind taskspec, apps of the kind app" in run.stderr


def test_an_app_that_failed_is_not_removed(flytex, write):
    write("api.py", OLD)
    flytex("serialize", "api.py", "--message", "app", "-o", "specs")
    write("api.py", OLD.replace('command="serve"', 'parameters=[Parameter("key")]'))
    run = flytex("diff", "specs", "api.py")
    assert run.code == 3
    assert run.out == "not compared: my-api (api.py failed)\nno tasks\n"


def test_names_choose_apps(flytex, write):
    write("api.py", OLD)
    flytex("serialize", "api.py", "--message", "deploy-request", "-o", "specs")
    write("api.py", NEW)
    assert flytex("diff", "specs", "api.py", "--env", "work").out == "1 unchanged\n"
    assert flytex("diff", "specs", "api.py", "--env", "my-api").out.endswith(
        "1 changed; 1 breaking; 1 address-change\n"
    )


def test_a_unified_diff_has_words_for_the_command(flytex, write):
    code = OLD.replace(', command="serve"', ', parameters=[Parameter("mode", "a")]')
    write("api.py", code)
    flytex("serialize", "api.py", "--message", "app", "-o", "specs", "--no-sync-local-sys-paths")
    write("api.py", code.replace('"mode", "a"', '"mode", "other"'))
    run = flytex("diff", "specs", "api.py", "-f", "unified", "--no-sync-local-sys-paths")
    assert [line for line in run.out.splitlines() if line[0] in "+-"] == [
        "--- a/my-api",
        "+++ b/my-api",
        "-      stringValue: a",
        "+      stringValue: other",
    ]


@pytest.mark.sdk
def test_verify_compares_apps(flytex, write):
    write("api.py", OLD)
    run = flytex("verify", "api.py")
    assert (run.code, run.out) == (0, "1 task and 1 app: 2 equal, 0 different\n")
    document = json.loads(flytex("verify", "api.py", "-f", "json").out)
    assert (document["tasks"], document["apps"], document["equal"]) == (1, 1, 2)
