"""Whole messages of small apps, read without an SDK."""

from __future__ import annotations

import base64
import gzip
import json
from datetime import timedelta
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict

import flytex_cli.standin as flyte
from flytex_cli.standin import _version, app
from flytex_cli.standin._core.for_engine import to_app
from flytex_cli.standin._core.setup import git, initialize
from tests.harness import REPOSITORY

SDK = {"type": "FLYTE_SDK", "version": _version.version(), "flavor": "python"}
PLAIN = {
    "desiredState": "DESIRED_STATE_ACTIVE",
    "ingress": {},
    "autoscaling": {"replicas": {"max": 1}},
    "clusterPool": "default",
    "runtimeMetadata": SDK,
    "profile": {},
    "inputs": {},
}
"""What every app has that sets nothing."""


@pytest.fixture(autouse=True)
def _nothing_around(monkeypatch):
    """No repository, and no `flyte.init` of another test."""
    monkeypatch.setattr(git, "_git", lambda *_: None)
    monkeypatch.setattr(initialize, "_config", None)


def context(**settings: Any) -> Any:
    return flyte.models.SerializationContext(version="v1", root_dir=REPOSITORY, **settings)


def as_dict(message: Any) -> Any:
    return MessageToDict(message)


page = app.AppEnvironment("page", image="nginx:1", args="--quiet 'a b'")
"""An app that a variable of this module holds."""

shop = app.AppEnvironment(
    "shop",
    type="web",
    description="Sells",
    image="nginx:1",
    command=["nginx", "-g", "daemon off;"],
    port=app.Port(9000, "h2c"),
    resources=flyte.Resources(cpu=1, gpu="T4:1"),
    env_vars={"REGION": "eu"},
    secrets=flyte.Secret("api-key"),
    service_account="seller",
    requires_auth=False,
    scaling=app.Scaling((1, 4), app.Scaling.RequestRate(7), scaledown_after=timedelta(minutes=2)),
    domain=app.Domain(app.Subdomain.from_app_name("shop", "default"), "shop.example.com"),
    links=[app.Link("/docs", "Docs", is_relative=True)],
    timeouts=app.Timeouts(30),
    cluster="blue",
)


def test_a_plain_app_is_served_and_finds_itself():
    """`fserve` gets the place, and the module and variable that hold the app."""
    command = "fserve --version v1 --project p --domain d --org o --raw-data-path {{.rawOutputDataPrefix}} --resolver"
    resolver = [
        "flyte._internal.resolvers.app_env.AppEnvResolver",
        "--resolver-args",
        "tests.standin.app.test_translation:page",
        "--",
    ]
    assert as_dict(to_app(page, context(project="p", domain="d", org="o"))) == {
        "metadata": {"id": {"org": "o", "project": "p", "domain": "d", "name": "page"}},
        "spec": PLAIN
        | {
            "container": {
                "image": "nginx:1",
                "command": [*command.split(), *resolver],
                "args": ["--quiet", "a b"],
                "ports": [{"containerPort": 8080}],
            },
        },
    }


def test_all_settings_are_in_their_place():
    """An app with nearly everything."""
    assert as_dict(to_app(shop, context(project="p", domain="d"))) == {
        "metadata": {"id": {"project": "p", "domain": "d", "name": "shop"}},
        "spec": {
            "container": {
                "image": "nginx:1",
                "command": ["nginx", "-g", "daemon off;"],
                "resources": {"requests": [{"name": "CPU", "value": "1"}, {"name": "GPU", "value": "1"}]},
                "ports": [{"containerPort": 9000, "name": "h2c"}],
                "env": [{"key": "REGION", "value": "eu"}],
            },
            "desiredState": "DESIRED_STATE_ACTIVE",
            "ingress": {"subdomain": "shop-p-d", "cname": "shop.example.com"},
            "autoscaling": {
                "replicas": {"min": 1, "max": 4},
                "scaledownPeriod": "120s",
                "scalingMetric": {"requestRate": {"targetValue": 7}},
            },
            "securityContext": {
                "runAs": {"k8sServiceAccount": "seller"},
                "secrets": [{"key": "api-key", "mountRequirement": "ENV_VAR", "envVar": "API_KEY"}],
                "allowAnonymous": True,
            },
            "cluster": "blue",
            "extendedResources": {"gpuAccelerator": {"device": "nvidia-tesla-t4"}},
            "runtimeMetadata": SDK,
            "profile": {"type": "web", "shortDescription": "Sells"},
            "inputs": {},
            "links": [{"path": "/docs", "title": "Docs", "isRelative": True}],
            "timeouts": {"requestTimeout": "30s"},
        },
    }


PARAMETERS = [
    (app.Parameter("a", "x"), "x", {"value": "x", "type": "string", "download": False}),
    (
        app.Parameter("a", flyte.io.File(path="s3://b/f"), mount="/m", download=False),
        "s3://b/f",
        {"value": "s3://b/f", "type": "file", "download": True, "dest": "/m"},
    ),
    (
        app.Parameter("a", flyte.io.Dir(path="s3://b/d"), ignore_patterns=["*.tmp"]),
        "s3://b/d",
        {"value": "s3://b/d", "type": "directory", "download": True, "ignore_patterns": ["*.tmp"]},
    ),
    (
        app.Parameter("a", "s3://b/f", type="file", mount="/m", env_var="F"),
        "s3://b/f",
        {"value": "s3://b/f", "type": "file", "download": True, "dest": "/m", "env_var": "F"},
    ),
    (
        app.Parameter("a", app.AppEndpoint(app_name="page")),
        "page",
        {"value": '{"type":"string","app_name":"page","public":false}', "type": "app_endpoint", "download": False},
    ),
    (
        app.Parameter("a", app.RunOutput(type="directory", task_name="env.train")),
        "<only at deploy: RunOutput(task_name='env.train', type='directory')>",
        {
            "value": '{"type":"directory","run_name":null,"task_name":"env.train","task_version":null,'
            '"task_auto_version":null,"getter":[0]}',
            "type": "directory",
            "download": True,
        },
    ),
    (
        app.Parameter("a", app.ArtifactValue(name="bert")),
        "<only at deploy: ArtifactValue(name='bert')>",
        {"value": "<only at deploy: ArtifactValue(name='bert')>", "type": "string", "download": False},
    ),
]


@pytest.mark.parametrize(("parameter", "shown", "given"), PARAMETERS, ids=[shown for _, shown, _ in PARAMETERS])
def test_a_parameter_is_shown_and_given_to_the_command(parameter, shown, given):
    """What only a deployment can look up is a placeholder where it is shown; the command says where it comes from."""
    spec = to_app(app.AppEnvironment("p", image="i:1", parameters=[parameter]), context()).spec
    command = list(spec.container.command)
    assert as_dict(spec.inputs) == {"items": [{"name": "a", "stringValue": shown}]}
    everything = {"name": "a", "env_var": None, "dest": None, "ignore_patterns": []} | given
    assert json.loads(gzip.decompress(base64.b64decode(command[command.index("--parameters") + 1]))) == {
        "parameters": [everything]
    }


REFUSED: dict[str, dict[str, Any]] = {
    "app parameter 'a' has no value": {"parameters": [app.Parameter("a")]},
    "app parameter 'b' has no value": {"parameters": [app.Parameter("b")], "command": "fserve"},
    "app parameter 'a': type must be one of string, file, directory, app_endpoint, got 'str'": {
        "parameters": [app.Parameter("a", "x", type="str")]  # type: ignore[arg-type]
    },
    "parameters is None, which SDK 2.12.1 cannot deploy": {"parameters": None},
    "app 'bad': args must be strings, got 3": {"args": ["a", 3]},
    "app 'bad': env_vars must be strings, got 'A': 3": {"env_vars": {"A": 3}},
    "app 'bad': it has neither an image nor a pod template": {"image": None},
    "app 'bad': SDK 2.12.1 takes no pod template by its name in the cluster, got 'gpu'": {"pod_template": "gpu"},
    "the pod template's primary container must be named 'app', got 'primary'": {
        "pod_template": flyte.PodTemplate().with_termination_grace_period(3)
    },
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_deployed_is_refused_by_name(text):
    """The message names the app or the parameter, and the field."""
    with pytest.raises((ValueError, TypeError, NotImplementedError)) as caught:
        to_app(app.AppEnvironment(**{"name": "bad", "image": "i:1"} | REFUSED[text]), context())
    assert text in str(caught.value)


def test_a_pod_template_is_filled():
    """The container named `app` gets command, port, variables and resources; the others stay."""
    from kubernetes.client import V1Container, V1PodSpec

    template = flyte.PodTemplate(
        V1PodSpec(containers=[V1Container(name="app"), V1Container(name="proxy", image="proxy:1")]), "app", {"a": "b"}
    )
    spec = to_app(
        app.AppEnvironment(
            "pods",
            image="i:1",
            command="run",
            pod_template=template,
            env_vars={"A": "b"},
            resources=flyte.Resources(cpu=1),
        ),
        context(),
    ).spec
    assert as_dict(spec.pod) == {
        "metadata": {"labels": {"a": "b"}},
        "podSpec": {
            "containers": [
                {
                    "name": "app",
                    "image": "i:1",
                    "command": ["run"],
                    "args": [],
                    "env": [{"name": "A", "value": "b"}],
                    "ports": [{"containerPort": 8080.0}],
                    "resources": {"limits": {}, "requests": {"cpu": "1"}},
                },
                {"name": "proxy", "image": "proxy:1"},
            ]
        },
    }


def test_the_import_path_comes_after_the_variables(monkeypatch):
    """Where `flyte.init` was asked to send it."""
    initialize.note(root_dir=REPOSITORY)
    monkeypatch.setattr("sys.path", [str(REPOSITORY / "a")])
    assert as_dict(to_app(shop, context(project="p", domain="d")).spec.container)["env"] == [
        {"key": "REGION", "value": "eu"},
        {"key": "_F_SYS_PATH", "value": "./a"},
    ]


def test_the_commit_and_the_code_are_linked(monkeypatch):
    """In a repository with a remote; and where the code bundle is a tar.gz."""
    answers = {"rev-parse": "/repo\nabc", "remote": "git@github.com:shop/web.git"}
    monkeypatch.setattr(git, "_git", lambda command, *_: answers[command])
    bundle = flyte.models.CodeBundle(computed_version="c", tgz="s3://b/c.tgz")
    metadata = as_dict(to_app(page, context(code_bundle=bundle)).metadata)
    assert metadata["sourceCode"] == {"link": "https://github.com/shop/web/tree/abc"}
    assert metadata["codeBundleUri"] == "s3://b/c.tgz"
    answers["remote"] = ""
    assert "sourceCode" not in as_dict(to_app(page, context()).metadata)


def test_nothing_is_printed(capsys):
    """The SDK prints the version."""
    to_app(page, context())
    assert capsys.readouterr() == ("", "")
