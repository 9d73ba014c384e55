"""`flytex inspect` of apps: rows, leaves, pages."""

from __future__ import annotations

import json

import jsonschema
import pytest

from tests.harness import REPOSITORY

WEB = """
import flyte
import flyte.app
from flyte.app import AppEnvironment, Domain, Link, Parameter, RunOutput, Scaling, Timeouts

work = flyte.TaskEnvironment("work", image="ghcr.io/acme/work:1")


@work.task
async def train(rows: int) -> int:
    return rows


api = AppEnvironment(
    name="my-api",
    description="Predictions",
    type="web",
    image=flyte.Image.from_base("ghcr.io/acme/base:1").clone(name="api", registry="ghcr.io/acme", extendable=True)
    .with_pip_packages("fastapi==0.120"),
    command="serve --port 8000",
    port=8000,
    resources=flyte.Resources(cpu=(1, 2), memory="2Gi"),
    scaling=Scaling(replicas=(1, 3), metric=Scaling.RequestRate(50), scaledown_after=300),
    domain=Domain(subdomain="predict", custom_domain="predict.example.com"),
    links=[Link(path="/docs", title="Docs", is_relative=True)],
    timeouts=Timeouts(request=90),
    depends_on=[work],
    secrets=[flyte.Secret("token", as_env_var="TOKEN")],
    env_vars={"LOG": "\\x1b[31m"},
    requires_auth=False,
    cluster="gpu-1",
)
small = AppEnvironment(
    name="small",
    image="ghcr.io/acme/small:1",
    parameters=[Parameter(name="model", value=RunOutput(type="file", task_name="work.train"), env_var="MODEL", mount="/m")],
)
"""
PAGE = r"""
my-api  web.py:13
  Predictions
kind         AppEnvironment
type         web
address      subdomain predict
             domain predict.example.com
port         8000
auth         none: whoever has the address may call it
scaling      1-3 replicas, 50 requests a second each, down after 300 s
timeout      1m30s a request
depends on   work
image        ghcr.io/acme/api:HASH
             from ghcr.io/acme/base:1
             + pip fastapi==0.120
resources    cpu 1-2
             memory 2Gi
cluster      gpu-1
links        Docs /docs
env          LOG=\x1b[31m
secrets      token as TOKEN
command      serve --port 8000
"""
TABLES = """
ENVIRONMENT  TASKS  DEPENDS ON  DESCRIPTION  PLACE
work         1      -           -            web.py:5
my-api       0      work        Predictions  web.py:13
small        0      -           -            web.py:32

NAME        TYPE    IMAGE                PLACE
work.train  python  ghcr.io/acme/work:1  web.py:8

NAME    TYPE     IMAGE                  CPU  MEMORY  PORT  SCALING                                                     AUTH      ADDRESS                                        SECRETS         PLACE
my-api  web app  ghcr.io/acme/api:HASH  1-2  2Gi     8000  1-3 replicas, 50 requests a second each, down after 300 s  none      subdomain predict, domain predict.example.com  token as TOKEN  web.py:13
small   app      ghcr.io/acme/small:1   -    -       8080  0-1 replicas                                                required  -                                              -               web.py:32
"""


def without_hash(text: str) -> str:
    import re

    return re.sub(r"(ghcr\.io/acme/api:)[0-9a-f]{32}( *)", r"\1HASH\2", text)


def squeezed(text: str) -> list[list[str]]:
    """The cells of each line, however wide the columns are."""
    import re

    return [re.split(r"  +", line) for line in without_hash(text).splitlines()]


@pytest.mark.engines
def test_an_app_is_a_row(flytex, write):
    write("web.py", WEB)
    run = flytex("inspect", "web.py")
    assert run.code == 0
    assert squeezed(run.out) == squeezed(TABLES.lstrip("\n"))


@pytest.mark.engines
def test_the_page_of_an_app(flytex, write):
    """By its name, or by its environment's, which is the same."""
    write("web.py", WEB)
    run = flytex("inspect", "web.py", "my-api", "--no-sync-local-sys-paths")
    shown = without_hash(run.out).partition("findings")[0]
    assert (run.code, shown) == (0, PAGE.lstrip("\n"))
    assert flytex("inspect", "web.py", "--env", "my-api", "-f", "json").out.count('"kind": "AppEnvironment"') == 2


def test_parameters_say_where_they_come_from(flytex, write):
    write("web.py", WEB)
    shown = flytex("inspect", "web.py", "small").out
    assert "parameters   model = RunOutput(type='file', task_name='work.train') as MODEL, mounted at /m\n" in shown


def test_an_app_is_a_leaf(flytex, write):
    write("web.py", WEB)
    assert flytex("inspect", "web.py", "-f", "tree").out.splitlines()[2:4] == [
        "my-api  AppEnvironment web.py:13, depends on work: Predictions",
        "└── web app  port 8000, 1-3 replicas, 50 requests a second each, down after 300 s, subdomain predict, "
        "domain predict.example.com, no auth, cpu 1-2, memory 2Gi, secrets token as TOKEN",
    ]


def test_markdown_has_a_table_of_its_own(flytex, write):
    write("web.py", WEB)
    shown = flytex("inspect", "web.py", "-f", "markdown", "--filter", "port<8080").out
    assert shown.startswith("### `my-api`\n\n| name | type |")
    assert shown.count("###") == 1


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (("--filter", "port"), ["my-api", "small"]),
        (("--filter", "auth=none"), ["my-api"]),
        (("--filter", "!port"), ["work.train"]),
        (("--filter", "type=*app", "--sort", "port"), ["small", "my-api"]),
        (("sm*",), ["small"]),
    ],
)
def test_filters_and_order(flytex, write, arguments, names):
    write("web.py", WEB)
    document = json.loads(flytex("inspect", "web.py", *arguments, "-f", "json").out)
    assert [each["name"] for each in (*document["tasks"], *document["apps"])] == names


@pytest.mark.parametrize("arguments", [(), ("my-api",)])
def test_json_is_valid_by_its_schema(flytex, write, arguments):
    """`docs/schemas/inspect.schema.json`, closed."""
    write("web.py", WEB)
    schema = json.loads((REPOSITORY / "docs/schemas/inspect.schema.json").read_text())
    document = json.loads(flytex("inspect", "web.py", "-f", "json", *arguments).out)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert document["apps"]


def test_an_app_that_does_not_translate_is_said(flytex, write):
    """Its environment is still there."""
    write("web.py", WEB.replace('value=RunOutput(type="file", task_name="work.train"), ', ""))
    run = flytex("inspect", "web.py", "-f", "json")
    assert run.code == 3
    assert run.stderr.startswith("error: web.py:32: small: parameters.model: parameter 'model' has no value")
    assert [each["name"] for each in json.loads(run.out)["environments"]] == ["work", "my-api", "small"]
