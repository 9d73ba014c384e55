"""`flytex serialize` of apps: which message is written, where to, and what is said."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.engines

APP = """
import flyte.app
from flyte.app import AppEnvironment, ArtifactValue, Parameter, RunOutput

api = AppEnvironment(name="my-api", image="ghcr.io/acme/api:1", command="serve --port 8080")
"""
BOTH = (
    APP
    + """
env = flyte.TaskEnvironment("work", image="ghcr.io/acme/work:1")


@env.task
async def train(x: int) -> int:
    return x
"""
)
LOOKED_UP = """
from flyte.app import AppEnvironment, ArtifactValue, Parameter, RunOutput

api = AppEnvironment(
    name="my-api",
    image="ghcr.io/acme/api:1",
    parameters=[
        Parameter(name="model", value=RunOutput(type="directory", task_name="work.train")),
        Parameter(name="weights", value=ArtifactValue(name="bert", version="3")),
        Parameter(name="mode", value="fast"),
    ],
)
"""


def test_an_app_alone_as_yaml(flytex, write):
    write("api.py", APP)
    run = flytex("serialize", "api.py", "--message", "app", "--no-sync-local-sys-paths")
    assert (run.code, run.stderr) == (0, "")
    head, _, document = run.stdout.decode().partition("metadata:")
    assert head == "# my-api\n# AppEnvironment\n# api.py\n# flyteidl2.app.App\n"
    assert document.split("  autoscaling:")[0] == (
        "\n  id:\n    name: my-api\nspec:\n  container:\n    image: ghcr.io/acme/api:1\n    command:\n    - serve\n"
        "    - --port\n    - '8080'\n    ports:\n    - containerPort: 8080\n"
    )


def test_the_default_message_says_that_there_are_apps(flytex, write):
    """A file with apps alone is no error."""
    write("api.py", APP)
    alone = flytex("serialize", "api.py")
    assert (alone.code, alone.stdout, alone.stderr) == (0, b"", "1 app; --message app writes it\n")
    write("both.py", BOTH.replace("my-api", "other"))
    both = flytex("serialize", ".")
    assert (both.code, both.stderr) == (0, "2 apps; --message app writes them\n")
    assert both.stdout.startswith(b"# work.train\n")
    filtered = flytex("serialize", ".", "--env", "work")
    assert (filtered.code, filtered.stderr) == (0, "")


def test_a_deploy_request_has_tasks_and_apps_in_their_order(flytex, write):
    write("both.py", BOTH)
    run = flytex("serialize", "both.py", "--message", "deploy-request", "-p", "p", "-d", "d")
    heads = [line for line in run.stdout.decode().splitlines() if line.startswith("# flyteidl2")]
    assert (run.code, heads) == (0, ["# flyteidl2.app.CreateRequest", "# flyteidl2.task.DeployTaskRequest"])
    documents = json.loads(flytex("serialize", "both.py", "--message", "deploy-request", "-f", "json").stdout)
    assert [sorted(document) for document in documents] == [["app"], ["spec", "taskId"]]


def test_a_binary_stream_holds_one_type(flytex, write):
    write("both.py", BOTH)
    run = flytex("serialize", "both.py", "--message", "deploy-request", "-f", "pb")
    assert (run.code, run.stdout) == (2, b"")
    assert run.stderr.startswith("error: a binary stream holds messages of one type, and there are tasks and apps\n")
    chosen = flytex("serialize", "both.py", "--message", "deploy-request", "-f", "pb", "--env", "my-api")
    assert chosen.code == 0


def test_files_of_tasks_and_apps_lie_side_by_side(flytex, write, tmp_path):
    write("both.py", BOTH)
    run = flytex("serialize", "both.py", "--message", "deploy-request", "-o", "out")
    assert run.stderr == "1 task and 1 app written to out\n"
    assert sorted(str(each.relative_to(tmp_path)) for each in tmp_path.glob("out/*/*")) == [
        "out/my-api/app.yaml",
        "out/work/train.yaml",
    ]
    same = flytex("serialize", "both.py", "--message", "deploy-request", "-o", "out", "--check")
    assert (same.code, same.stderr) == (0, "1 task and 1 app up to date in out\n")


@pytest.mark.parametrize("format", ["yaml", "json", "jsonl", "pb"])
def test_a_file_is_stale_only_for_who_writes_its_kind(flytex, write, format):
    """Tasks and apps may be written into one folder by two commands."""
    write("both.py", BOTH)
    flytex("serialize", "both.py", "-o", "out", "-f", format)
    flytex("serialize", "both.py", "-o", "out", "-f", format, "--message", "app")
    for message in ("taskspec", "app"):
        assert flytex("serialize", "both.py", "-o", "out", "-f", format, "--message", message, "--check").code == 0
    write("both.py", BOTH.replace('name="my-api"', 'name="your-api"'))
    assert flytex("serialize", "both.py", "-o", "out", "-f", format, "--check").code == 0
    stale = flytex("serialize", "both.py", "-o", "out", "-f", format, "--message", "app", "--check")
    assert stale.code == 1
    assert f"stale: out/my-api/app.{format}\n" in stale.stderr


def test_what_only_a_deployment_knows_is_a_placeholder_and_said_once(flytex, write):
    write("api.py", LOOKED_UP)
    run = flytex("serialize", "api.py", "--message", "app", "-f", "json")
    assert (run.code, run.stderr) == (
        0,
        "my-api: only a deployment knows the value of model, weights; a placeholder stands for it\n",
    )
    assert json.loads(run.stdout)[0]["spec"]["inputs"]["items"] == [
        {"name": "model", "stringValue": "<only at deploy: RunOutput(task_name='work.train', type='directory')>"},
        {"name": "weights", "stringValue": "<only at deploy: ArtifactValue(name='bert', version='3')>"},
        {"name": "mode", "stringValue": "fast"},
    ]


def test_a_parameter_without_value_is_named(flytex, write):
    """The other apps are written."""
    write("api.py", APP + '\nbad = AppEnvironment(name="bad", image="a:1", parameters=[Parameter(name="key")])\n')
    run = flytex("serialize", "api.py", "--message", "app", "-f", "json")
    assert run.code == 3
    assert run.stderr.splitlines()[0] == (
        "error: api.py:6: bad: parameters.key: parameter 'key' has no value, which a deployment needs"
    )
    assert [each["metadata"]["id"]["name"] for each in json.loads(run.stdout)] == ["my-api"]


@pytest.mark.parametrize(
    ("extra", "field", "sentence"),
    [(', include=["x.py"]', "include", "has no files to include"), ("", "server", "holds a server function")],
)
def test_what_a_pickled_bundle_cannot_hold(flytex, write, extra, field, sentence):
    write("api.py", APP.replace(', command="serve --port 8080"', extra))
    run = flytex("serialize", "api.py", "--message", "deploy-request", "--code-bundle-uri", "s3://b/x.pkl.gz")
    assert run.code == 3
    assert f"my-api: {field}: a pickled code bundle {sentence}" in run.stderr.splitlines()[0]


def test_neither_a_task_nor_an_app(flytex, write):
    write("plain.py", "x = 1\n")
    run = flytex("serialize", "plain.py", "--message", "app")
    assert run.code == 3
    assert run.stderr.startswith("error: plain.py: the module defines no task or app\n")
    write(
        "tasks.py",
        BOTH.replace(
            'api = AppEnvironment(name="my-api", image="ghcr.io/acme/api:1", command="serve --port 8080")', ""
        ),
    )
    none = flytex("serialize", "tasks.py", "--message", "app")
    assert (none.code, none.stderr.splitlines()[0]) == (3, "error: no app was found in tasks.py")


def test_apps_are_found_by_their_name(flytex, write):
    write("both.py", BOTH)
    for options in (["--env", "my-api"], ["--task", "my-*"]):
        run = flytex("serialize", "both.py", "--message", "deploy-request", "-f", "json", *options)
        assert [sorted(each) for each in json.loads(run.stdout)] == [["app"]]
    other = flytex("serialize", "both.py", "--message", "app", "--env", "work")
    assert (other.code, other.stderr.splitlines()[0]) == (3, "error: no app matches the filters")


def test_a_server_may_be_anything_that_can_be_called(flytex, write):
    """It is named by what it wraps, or by its class."""
    code = "import functools\nenv = AppEnvironment(name='a', image='i:1')\nenv.server(functools.partial(print, 1))\n"
    write("api.py", "from flyte.app import AppEnvironment\n" + code)
    shown = flytex("inspect", "api.py", "-f", "json")
    assert (shown.code, json.loads(shown.stdout)["apps"][0]["server"]) == (0, "builtins:print")
