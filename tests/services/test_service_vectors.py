"""Services and refusals as upstream's own code gives them.

Each line of `vectors.jsonl` has an App, the Service that `buildKService` of flyteorg/flyte (commit 6fadb90d) makes of it,
and what Knative's webhook (knative/serving, commit 98e5ef90) says of that Service at its default settings: both were
compiled with Go and run. Secrets, and the bytes of Pods, which have no order there, are tested elsewhere.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flyteidl2.app import app_definition_pb2
from google.protobuf import json_format

from flytex_cli.pods.cluster_config import AppsConfig, ClusterConfig
from flytex_cli.pods.findings import Code
from flytex_cli.records import Severity
from flytex_cli.services.build import BuiltService, to_service
from flytex_cli.services.errors import AppServiceError

VECTORS = [json.loads(line) for line in Path(__file__).with_name("vectors.jsonl").read_text().splitlines()]
ZERO_MEANS_UNSET = (
    *("name", "value", "image", "restartPolicy", "hostNetwork", "tty", "hostPort", "port", "resources", "metadata"),
)
"""Fields that Go writes or leaves out for the same value; of all others a zero is something else than nothing."""

KNATIVE = {Code.KNATIVE_FIELD, Code.KNATIVE_SETTING, Code.BAD_SCALING}
SETTINGS = {
    "defaultEnvVars": "default_env_vars",
    "defaultServiceAccount": "default_service_account",
    "maxRequestTimeout": "max_request_timeout",
    "namespacedNameSuffixTemplate": "namespaced_name_suffix_template",
}


def build(vector: dict[str, Any]) -> BuiltService:
    app = json_format.ParseDict(vector["app"], app_definition_pb2.App())
    given = {SETTINGS[key]: value for key, value in vector.get("config", {}).items() if key in SETTINGS}
    config = ClusterConfig(apps=AppsConfig(enabled=True, **given), namespace=vector.get("namespace", "flyte"))
    return to_service(app, config)


def plain(value: Any) -> Any:
    """Return a document without what Go may write or not."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    inner = {key: plain(child) for key, child in value.items()}
    return {key: child for key, child in inner.items() if child or key not in ZERO_MEANS_UNSET}


def shown(built: BuiltService, *, with_bytes: bool) -> Any:
    """Return our document in the vectors' form."""
    service = json.loads(json.dumps(built.service))
    assert (service.pop("apiVersion"), service.pop("kind")) == ("serving.knative.dev/v1", "Service")
    if not with_bytes:
        service["metadata"]["annotations"].update({"flyte.org/spec": "UNORDERED", "flyte.org/spec-sha": "UNORDERED"})
    annotations = service["spec"]["template"].get("metadata", {}).get("annotations", {})
    annotations.update({key: "ENCODED" for key in annotations if key.startswith("flyte.secrets/")})
    return plain(service)


@pytest.mark.parametrize("vector", [each for each in VECTORS if "service" in each])
def test_services_are_upstreams(vector: dict[str, Any]) -> None:
    """Every field, the bytes of the spec and their digest among them."""
    expected = plain(vector["service"])
    env = expected["spec"]["template"]["spec"].get("containers", [{}])[0].get("env")
    if "defaultEnvVars" in vector.get("config", {}):  # Go gives them no order.
        defaults = len(vector["config"]["defaultEnvVars"])
        env[:defaults] = sorted(env[:defaults], key=lambda variable: variable["name"])
    ours = shown(build(vector), with_bytes="pod" not in vector["app"]["spec"])
    assert ours == expected


@pytest.mark.parametrize("vector", [each for each in VECTORS if "refused" in each])
def test_refusals_are_upstreams(vector: dict[str, Any]) -> None:
    """What the backend does not build at all is an error: by its own sentence, or on the amount that it cannot read."""
    if "quantities" in vector["refused"]:
        assert [finding.code for finding in build(vector).findings if finding.severity is Severity.ERROR] == [
            Code.BAD_QUANTITY
        ]
        return
    with pytest.raises(AppServiceError) as caught:
        build(vector)
    assert caught.value.message == vector["refused"]


def test_knatives_refusals_are_found() -> None:
    """A Service that Knative refuses has a finding; one that it takes has none of Knative's."""
    missed, wrong = [], []
    for vector in (each for each in VECTORS if "service" in each):
        findings = build(vector).findings
        said = [finding for finding in findings if finding.severity is Severity.ERROR or finding.code in KNATIVE]
        # Without a project or domain the name is not the real one.
        is_named = vector["app"]["metadata"]["id"]["project"] != ""
        if vector.get("invalid") and not said and is_named:
            missed.append(vector["invalid"])
        if not vector.get("invalid") and any(finding.code in KNATIVE for finding in said):
            wrong.append(said)
    assert wrong == []
    # An empty mapping is no setting; a node selector of it does not even reach the webhook.
    assert missed == [
        ["must not set the field(s): spec.template.spec.nodeSelector"],
        ["must not set the field(s): spec.template.spec.securityContext"],
    ]
