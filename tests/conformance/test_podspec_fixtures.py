"""Every fixture's Pods are valid by Kubernetes' own schemas, whatever the cluster."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from flytex_cli import api
from flytex_cli.engine.base import ContextSpec
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.pods.run import RunOptions
from flytex_cli.render.pods import PodFormat
from flytex_cli.render.pods.view import PodView
from tests.harness import FIXTURES, validate_pod

pytestmark = [pytest.mark.engines, pytest.mark.xdist_group("pods of fixtures")]

KUBERNETES = ("1.28", "1.31", "1.37")
OPERATOR = Path(__file__).parent / "operator"
CLUSTERS = {
    "built-in defaults": api.ClusterFiles(pod_templates=[OPERATOR / "pod_templates.yaml"]),
    "another GPU key": api.ClusterFiles(pod_templates=[OPERATOR / "pod_templates.yaml"], gpu_key="amd.com/gpu"),
    "an operator's configuration": api.ClusterFiles(OPERATOR / "flyte.yaml", [OPERATOR / "pod_templates.yaml"]),
}
RUNS = {
    "first attempt": RunOptions(storage_prefix="s3://data"),
    "interrupted before": RunOptions("nightly", attempt=3, namespace="web", interruptible=True),
}


@pytest.fixture(scope="module")
def serialized() -> api.SerializeResult:
    """All fixtures, loaded once."""
    load = LoadRequest(context=ContextSpec(project="web", domain="development", version="v1"))
    result = api.serialize(api.Modules([FIXTURES], root_dir=FIXTURES, load=load))
    assert len(result.diagnostics) == 3
    for diagnostic in result.diagnostics:  # the shop wants a root directory of its own
        assert "takes 'shop' for something else" in diagnostic.message
    return result


@pytest.mark.parametrize("cluster", CLUSTERS)
@pytest.mark.parametrize("run", RUNS)
def test_every_fixture_gives_valid_pods(serialized, monkeypatch, run, cluster):
    """Every task is a Pod or said to be none, without errors, and each Pod passes the strict schema."""
    monkeypatch.setattr("flytex_cli.api._podspec.serialize", lambda *_: serialized)
    result = api.podspec(api.PodspecRequest(api.Modules([FIXTURES]), RUNS[run], CLUSTERS[cluster]))
    assert not result.failed, result.diagnostics
    every: tuple[Any, ...] = (*result.pods, *result.elsewhere)
    names = [task.record.name for task in every]
    assert sorted(names) == sorted(record.name for record in serialized.records)
    modules = {pod.record.location.file for pod in result.pods}
    assert {path.name for path in FIXTURES.glob("*.py")} <= modules
    for pod in json.loads(PodFormat.JSON.render([PodView(pod.name, pod.built, pod.record) for pod in result.pods])):
        validate(pod)


def validate(pod: Any) -> None:
    for version in KUBERNETES:
        validate_pod(pod, version)
