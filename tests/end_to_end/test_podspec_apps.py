"""`flytex podspec` of modules with apps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.engines

SERVE = """
    import flyte
    from flyte.app import AppEnvironment, Scaling, Timeouts

    tasks = flyte.TaskEnvironment(name="jobs", image="python:3.12")
    web = AppEnvironment(
        name="web",
        image="python:3.12",
        args=["python", "-m", "http.server", "8080"],
        scaling=Scaling(replicas=(0, 2), scaledown_after=300),
        resources=flyte.Resources(cpu=1, memory="1Gi", gpu=1),
        timeouts=Timeouts(request=90),
    )

    @tasks.task
    async def fit(n: int) -> int:
        return n
"""
IN = ("-p", "web", "-d", "development")


@pytest.fixture
def serve(write) -> Path:
    """A module with a task and an app."""
    return write("serve.py", SERVE)


def test_services_come_after_the_pods(flytex, serve):
    """Each document names what it is of; what is lost is said with the App's field."""
    result = flytex("podspec", "serve.py", *IN)
    pod, service = yaml.safe_load_all(result.stdout)
    assert (result.code, pod["kind"], service["kind"]) == (0, "Pod", "Service")
    assert "---\n# web\n# AppEnvironment\n# serve.py\napiVersion: serving.knative.dev/v1\nkind: Service\n" in result.out
    assert service["metadata"]["name"] == "web-web-development"
    template = service["spec"]["template"]
    assert template["metadata"]["annotations"]["autoscaling.knative.dev/window"] == "5m0s"
    assert template["spec"]["timeoutSeconds"] == 90
    assert template["spec"]["containers"][0]["resources"] == {"requests": {"cpu": "1", "memory": "1Gi"}}
    assert result.stderr == (
        "warning: serve.py:5: web: spec.container.resources.requests[2]: the backend drops resources of apps named GPU: "
        "the app does not get '1' of it [resource-dropped]\n"
    )


def test_json_has_both(flytex, serve):
    """In one array; the PodSpec alone where that is asked for."""
    documents = json.loads(flytex("podspec", "serve.py", "-f", "json", *IN).stdout)
    assert [each["kind"] for each in documents] == ["Pod", "Service"]
    specs = json.loads(flytex("podspec", "serve.py", "-f", "json", "--spec-only", *IN).stdout)
    service = documents[1]["spec"]["template"]["spec"]
    assert specs[1] == {key: value for key, value in service.items() if key != "timeoutSeconds"}


def test_files(flytex, serve):
    """A Service is the app's file in the folder of its environment, and is checked as Pods are."""
    written = flytex("podspec", "serve.py", "-o", "out", *IN)
    assert "1 Pod and 1 Service written to out" in written.stderr
    assert yaml.safe_load((serve.parent / "out/web/app.yaml").read_text())["kind"] == "Service"
    assert flytex("podspec", "serve.py", "-o", "out", "--check", *IN).code == 0
    (serve.parent / "out/web/app.yaml").write_text("containers: []\n")
    assert flytex("podspec", "serve.py", "-o", "out", "--check", *IN).code == 1


def test_the_cluster_and_its_origins(flytex, serve):
    """`internalApps` of the configuration, and the namespace that is asked for."""
    (serve.parent / "flyte.yaml").write_text("internalApps: {enabled: true, defaultServiceAccount: apps}\n")
    options = ["--cluster-config", "flyte.yaml", "--explain", "--env", "web", "--namespace", "serving"]
    result = flytex("podspec", "serve.py", *options, *IN)
    assert "  namespace: serving  # run: namespace\n" in result.out
    assert "serviceAccountName: apps  # config: internalApps.defaultServiceAccount\n" in result.out
    assert "timeoutSeconds: 90  # app: spec.timeouts.request_timeout\n" in result.out
