"""Apps are written as `flyte deploy` sends them, in the file form and the recursive form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.deploying import ENGINES, app_requests, deployed_apps, release_at_least, requests, shown

pytestmark = pytest.mark.sdk

APPS = """
import flyte
import flyte.app
from flyte.app import AppEnvironment, Domain, Link, Parameter, Scaling

env = flyte.TaskEnvironment("work", image=flyte.Image.from_debian_base().with_pip_packages("pandas"))


@env.task
async def train(x: int) -> int:
    return x


api = AppEnvironment(
    name="my-api",
    image=flyte.Image.from_debian_base().with_pip_packages("fastapi"),
    port=8000,
    args="uvicorn api:app --port 8000",
    resources=flyte.Resources(cpu=(1, 2), memory="1Gi"),
    depends_on=[env],
    scaling=Scaling(replicas=(1, 3), METRIC scaledown_after=300),
    domain=Domain(subdomain="api"),
    links=[Link(path="/docs", title="API", is_relative=True)],
    env_vars={"LOG": "debug", "A": "b"},
    secrets=[flyte.Secret("token", as_env_var="TOKEN")],
    requires_auth=False,
    parameters=[Parameter(name="mode", value="fast", env_var="MODE"), Parameter(name="data", value="s3://b/x")],
)
dashboard = AppEnvironment(name="dashboard", image="auto", command=["streamlit", "run", "app.py"], type="streamlit")
server = AppEnvironment(name="server", image=flyte.Image.from_debian_base())


@server.server
async def serve() -> None:
    pass
"""
CONNECTOR = """
import flyte.app

connector = flyte.app.ConnectorEnvironment(name="connector", image="ghcr.io/acme/connector:1", include=["conn.py"])
"""


def write_apps(folder: Path) -> None:
    """SDK 2.0.0 cannot translate a metric: it names a field that the message does not have."""
    metric = "metric=Scaling.Concurrency(20)," if release_at_least(2, 3) else ""
    (folder / "apps.py").write_text(APPS.replace("METRIC", metric))


def documents(requests):
    return {name: shown(request) for name, request in requests.items()}


def test_a_file_as_each_app_of_it_is_sent(flytex, tmp_path: Path):
    """`flyte deploy FILE ENV` sends an environment with those it depends on, which share their images."""
    write_apps(tmp_path)
    sent: dict[str, object] = {}
    bundles = []
    for name in ("api", "dashboard", "server"):
        found, uploaded = deployed_apps(tmp_path, "apps.py", name)
        sent |= found
        bundles += uploaded
    assert {*sent} == {"my-api", "dashboard", "server"}
    for engine in ENGINES:
        assert documents(app_requests(flytex, tmp_path, "apps.py", engine, bundles=bundles)) == documents(sent)
        assert {*requests(flytex, tmp_path, "apps.py", engine, "--env", "work")} == {"work.train"}


def test_a_folder_as_it_is_sent(flytex, tmp_path: Path):
    """`flyte deploy --recursive FOLDER` sends all apps of it beside the tasks."""
    write_apps(tmp_path)
    sent, bundles = deployed_apps(tmp_path, "--recursive", ".")
    assert {*sent} == {"my-api", "dashboard", "server"}
    for engine in ENGINES:
        assert documents(app_requests(flytex, tmp_path, ".", engine, bundles=bundles)) == documents(sent)


def test_what_an_app_includes_is_in_its_bundle(flytex, tmp_path: Path):
    """The files of `include` travel as a code bundle, whose address the app is given; with SDK 2.0.0 as one of its own."""
    (tmp_path / "connectors.py").write_text(CONNECTOR)
    (tmp_path / "conn.py").write_text("")
    sent, bundles = deployed_apps(tmp_path, "connectors.py", "connector")
    assert bundles
    for engine in ENGINES:
        made = app_requests(flytex, tmp_path, "connectors.py", engine, bundles=bundles[-1:])
        assert shown(made["connector"]) == shown(sent["connector"])
