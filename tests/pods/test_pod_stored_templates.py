"""A PodTemplate is read as the API server stores it, and looked up where the backend looks."""

from __future__ import annotations

from typing import Any

import pytest

from flytex_cli.pods.cluster import read_cluster
from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.pods.errors import TaskPodError
from flytex_cli.pods.fields import fields_of
from flytex_cli.pods.helm import Release
from flytex_cli.pods.stored_defaults import WHERE_ABSENT, WHERE_EMPTY, as_stored, pull_policy
from flytex_cli.pods.template_reader import read_pod_templates
from flytex_cli.pods.templates import PodTemplateStore

from tests.pods.podkit import build, codes, container_spec, primary_of  # isort: skip

NAMED: dict[str, Any] = {"metadata": {"podTemplateName": "foo"}}


def stored(spec: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = as_stored({"spec": spec})["spec"]
    return found


@pytest.mark.parametrize(
    ("image", "policy"),
    [
        ("noop", "Always"),
        ("docker.io/rwgrim/docker-noop", "Always"),
        ("a:latest", "Always"),
        ("localhost:5000/a", "Always"),
        ("a:1", "IfNotPresent"),
        ("localhost:5000/a/b:v1.2", "IfNotPresent"),
        ("a@sha256:" + "0" * 64, "IfNotPresent"),
        ("a:latest@sha256:" + "0" * 64, "Always"),
        ("", "IfNotPresent"),
        ("Not A Reference", "IfNotPresent"),
    ],
)
def test_the_pull_policy(image: str, policy: str) -> None:
    assert pull_policy(image) == policy


def test_what_every_pod_spec_gets() -> None:
    assert stored({}) == {
        "dnsPolicy": "ClusterFirst",
        "restartPolicy": "Always",
        "schedulerName": "default-scheduler",
        "securityContext": {},
        "terminationGracePeriodSeconds": 30,
    }
    assert stored({"terminationGracePeriodSeconds": 0, "dnsPolicy": "None"})["terminationGracePeriodSeconds"] == 0
    account = stored({"serviceAccount": "a"})
    assert (account["serviceAccountName"], account["serviceAccount"]) == ("a", "a")


@pytest.mark.parametrize(
    ("volume", "filled"),
    [
        ({}, {"emptyDir": {}}),
        ({"emptyDir": {"medium": "Memory"}}, {"emptyDir": {"medium": "Memory"}}),
        ({"hostPath": {"path": "/a"}}, {"hostPath": {"path": "/a", "type": ""}}),
        ({"secret": {"secretName": "s"}}, {"secret": {"secretName": "s", "defaultMode": 420}}),
        ({"configMap": {"name": "c", "defaultMode": 0}}, {"configMap": {"name": "c", "defaultMode": 0}}),
        (
            {"downwardAPI": {"items": [{"path": "p", "fieldRef": {"fieldPath": "metadata.name"}}]}},
            {
                "downwardAPI": {
                    "items": [{"path": "p", "fieldRef": {"fieldPath": "metadata.name", "apiVersion": "v1"}}],
                    "defaultMode": 420,
                }
            },
        ),
        (
            {"projected": {"sources": [{"serviceAccountToken": {"path": "t"}}]}},
            {
                "projected": {
                    "sources": [{"serviceAccountToken": {"path": "t", "expirationSeconds": 3600}}],
                    "defaultMode": 420,
                }
            },
        ),
        (
            {"azureDisk": {"diskName": "d", "diskURI": "u"}},
            {
                "azureDisk": {
                    "diskName": "d",
                    "diskURI": "u",
                    "cachingMode": "ReadWrite",
                    "kind": "Shared",
                    "fsType": "ext4",
                    "readOnly": False,
                }
            },
        ),
        ({"image": {"reference": "a:1"}}, {"image": {"reference": "a:1", "pullPolicy": "IfNotPresent"}}),
    ],
)
def test_volumes(volume: dict[str, Any], filled: dict[str, Any]) -> None:
    assert stored({"volumes": [{"name": "v", **volume}]})["volumes"] == [{"name": "v", **filled}]


def test_containers() -> None:
    container = {
        "name": "default",
        "image": "noop",
        "ports": [{"containerPort": 80}],
        "env": [{"name": "A", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}],
        "livenessProbe": {"httpGet": {"port": 80}, "periodSeconds": 5},
        "readinessProbe": {"grpc": {"port": 80}},
        "lifecycle": {"preStop": {"httpGet": {"port": 1, "path": "/stop"}}},
        "resources": {"limits": {"cpu": "100u"}},
    }
    for group in ("containers", "initContainers"):
        assert stored({group: [container]})[group] == [
            {
                "name": "default",
                "image": "noop",
                "ports": [{"containerPort": 80, "protocol": "TCP"}],
                "env": [{"name": "A", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name", "apiVersion": "v1"}}}],
                "livenessProbe": {
                    "httpGet": {"port": 80, "path": "/", "scheme": "HTTP"},
                    "periodSeconds": 5,
                    "timeoutSeconds": 1,
                    "successThreshold": 1,
                    "failureThreshold": 3,
                },
                "readinessProbe": {
                    "grpc": {"port": 80, "service": ""},
                    "periodSeconds": 10,
                    "timeoutSeconds": 1,
                    "successThreshold": 1,
                    "failureThreshold": 3,
                },
                "lifecycle": {"preStop": {"httpGet": {"port": 1, "path": "/stop", "scheme": "HTTP"}}},
                "resources": {"limits": {"cpu": "1m"}},
                "imagePullPolicy": "Always",
                "terminationMessagePath": "/dev/termination-log",
                "terminationMessagePolicy": "File",
            }
        ]


def test_every_field_that_is_filled_in_exists() -> None:
    for table in (WHERE_EMPTY, WHERE_ABSENT):
        for kind, defaults in table.items():
            assert defaults.keys() <= fields_of(kind).keys(), kind


def test_the_default_container_brings_its_pull_policy_to_the_task() -> None:
    manifest = (
        "{kind: PodTemplate, metadata: {name: foo}, template: {spec: {containers: [{name: default, image: IMAGE}]}}}"
    )
    for image, policy in (("noop", "Always"), ("noop:1", "IfNotPresent")):
        store = read_pod_templates([("t.yaml", manifest.replace("IMAGE", image))]).store
        built = build(container_spec(**NAMED), templates=store)
        primary = primary_of(built)
        assert (primary["imagePullPolicy"], primary["terminationMessagePolicy"]) == (policy, "FallbackToLogsOnError")
        assert (built.spec["restartPolicy"], built.spec["terminationGracePeriodSeconds"]) == ("Never", 30)


def test_a_manifest_is_read_as_kubectl_reads_it() -> None:
    """Its YAML has yes and no; field names are to the letter."""
    text = "{kind: PodTemplate, metadata: {name: foo}, template: {spec: {hostNetwork: yes, Hostpid: true}}}"
    reading = read_pod_templates([("t.yaml", text)])
    assert reading.store.templates["flyte", "foo"]["spec"]["hostNetwork"] is True
    assert [finding.field for finding in reading.findings] == ["template.spec.Hostpid"]


TEMPLATE = "{kind: PodTemplate, metadata: {name: foo, namespace: system}, template: {spec: {priorityClassName: high}}}"


def test_the_namespace_of_the_release(tmp_path: Any) -> None:
    """Known, it is searched after the Pod's; unknown, a single template counts, with a warning."""
    (tmp_path / "c.yaml").write_text("actions: {kubernetes: {namespace: team}}")
    (tmp_path / "t.yaml").write_text(TEMPLATE)

    def cluster(namespace: str | None) -> Any:
        return read_cluster(tmp_path / "c.yaml", [tmp_path / "t.yaml"], None, Release(namespace=namespace))

    known = cluster("system")
    built = build(container_spec(**NAMED), known.config, templates=known.templates)
    assert (built.spec["priorityClassName"], codes(built)) == ("high", [])
    unknown = cluster(None)
    built = build(container_spec(**NAMED), unknown.config, templates=unknown.templates)
    assert (built.spec["priorityClassName"], codes(built)) == ("high", ["template-in-other-namespace"])
    other = cluster("flyte")
    with pytest.raises(TaskPodError, match="does not exist") as caught:
        build(container_spec(**NAMED), other.config, templates=other.templates)
    assert caught.value.hint == "known PodTemplates: foo in system"


def test_two_templates_of_one_name_are_not_guessed() -> None:
    store = PodTemplateStore({("a", "foo"): {}, ("b", "foo"): {}}, "flyte", fallback_is_known=False)
    with pytest.raises(TaskPodError):
        build(container_spec(**NAMED), templates=store)
    assert build(container_spec(), ClusterConfig(default_pod_template_name="foo"), templates=store)
