"""What the API server refuses in annotations, variables, volumes, mounts and ports, and what it lets pass."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pods.podkit import refusals

C = "spec.containers[0]"
APPARMOR = "container.apparmor.security.beta.kubernetes.io/"


def of(**fields: Any) -> dict[str, Any]:
    return {"containers": [{"name": "a", "image": "i", **fields}]}


@pytest.mark.parametrize(
    ("annotations", "found"),
    [
        ({f"{APPARMOR}a": "localhost/mine"}, ""),
        ({f"{APPARMOR}b": "runtime/default"}, "bad-security-context"),
        ({f"{APPARMOR}a": "mine"}, "bad-security-context"),
        ({"seccomp.security.alpha.kubernetes.io/pod": "runtime/default"}, ""),
        ({"seccomp.security.alpha.kubernetes.io/pod": "localhost/../a"}, "bad-security-context"),
        ({"container.seccomp.security.alpha.kubernetes.io/a": "mine"}, "bad-security-context"),
        ({"controller.kubernetes.io/pod-deletion-cost": "-100"}, ""),
        ({"controller.kubernetes.io/pod-deletion-cost": "1e3"}, "bad-choice"),
        ({"controller.kubernetes.io/pod-deletion-cost": "2147483648"}, "bad-choice"),
    ],
)
def test_annotations_with_a_meaning(annotations: dict[str, str], found: str) -> None:
    expected = [(found, f"metadata.annotations[{next(iter(annotations))}]")] if found else []
    assert refusals({}, {"annotations": annotations}) == expected


@pytest.mark.parametrize(
    ("profile", "annotation", "matches"),
    [
        ({"type": "RuntimeDefault"}, "runtime/default", True),
        ({"type": "Unconfined"}, "runtime/default", False),
        ({"type": "Localhost", "localhostProfile": "/a"}, "localhost//a", True),
        ({"type": "Localhost", "localhostProfile": "a"}, "localhost/b", False),
    ],
)
@pytest.mark.parametrize("where", ["pod", "container"])
def test_an_annotation_beside_the_field(profile: dict[str, str], annotation: str, matches: bool, where: str) -> None:
    context = {"securityContext": {"appArmorProfile": profile}}
    spec = context if where == "pod" else of(**context)
    found = [] if matches else [("contradiction", f"{C}.securityContext.appArmorProfile")]
    assert refusals(spec, {"annotations": {f"{APPARMOR}a": annotation}}) == found


@pytest.mark.parametrize(
    ("profile", "found"),
    [
        ({"type": "Localhost", "localhostProfile": "/abs/../a"}, []),
        ({"type": "Localhost", "localhostProfile": " a"}, [("bad-security-context", "localhostProfile")]),
        ({"type": "Localhost", "localhostProfile": " "}, [("missing-field", "localhostProfile")]),
    ],
)
def test_an_apparmor_profile_is_no_path(profile: dict[str, str], found: list[tuple[str, str]]) -> None:
    path = f"{C}.securityContext.appArmorProfile"
    assert refusals(of(securityContext={"appArmorProfile": profile})) == [
        (code, f"{path}.{name}") for code, name in found
    ]


def test_a_sysctl_may_stand_in_both_spellings() -> None:
    sysctls = [{"name": "net.ipv4.tcp_syncookies", "value": "1"}, {"name": "net/ipv4/tcp_syncookies", "value": "1"}]
    assert refusals({"securityContext": {"sysctls": sysctls}}) == []


@pytest.mark.parametrize(
    ("resource", "divisor", "is_good"),
    [
        ("limits.cpu", "1m", True),
        ("limits.cpu", "1000m", True),
        ("limits.cpu", "0", True),
        ("limits.cpu", "10m", False),
        ("requests.memory", "1Mi", True),
        ("requests.memory", "1024Ki", True),
        ("requests.memory", "1m", False),
        ("limits.ephemeral-storage", "2Gi", False),
        ("limits.hugepages-2Mi", "1Gi", True),
    ],
)
def test_the_unit_that_a_resource_is_shown_in(resource: str, divisor: str, is_good: bool) -> None:
    reference = {"resource": resource, "divisor": divisor, "containerName": "a"}
    item = {"path": "f", "resourceFieldRef": reference}
    spec = {
        **of(env=[{"name": "A", "valueFrom": {"resourceFieldRef": reference}}]),
        "volumes": [{"name": "v", "downwardAPI": {"items": [item]}}],
    }
    bad = [
        ("bad-volume", "spec.volumes[0].downwardAPI.items[0].resourceFieldRef.divisor"),
        ("bad-env", f"{C}.env[0].valueFrom.resourceFieldRef.divisor"),
    ]
    assert refusals(spec) == ([] if is_good else bad)


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ({"key": "A", "path": "a/env", "volumeName": "v"}, []),
        ({"key": "A", "path": "a/env"}, [("missing-field", "volumeName")]),
        ({"key": "A", "path": "/env", "volumeName": "v"}, [("bad-env", "path")]),
    ],
)
def test_a_variable_from_a_file(reference: dict[str, str], found: list[tuple[str, str]]) -> None:
    path = f"{C}.env[0].valueFrom.fileKeyRef"
    spec = {
        **of(env=[{"name": "A", "valueFrom": {"fileKeyRef": reference}}]),
        "volumes": [{"name": "v", "emptyDir": {}}],
    }
    assert refusals(spec) == [(code, f"{path}.{name}") for code, name in found]


ITEMS = {"name": "s", "items": [{"key": "k", "path": "token"}]}
SOURCES = "spec.volumes[0].projected.sources"


@pytest.mark.parametrize(
    ("sources", "found"),
    [
        ([{}, {"secret": ITEMS}, {"serviceAccountToken": {"path": "token"}}], []),
        (
            [{"secret": ITEMS}, {"clusterTrustBundle": {"name": "ca", "path": "token"}}],
            [("bad-volume", "[1].clusterTrustBundle.path")],
        ),
        ([{"secret": ITEMS}, {"configMap": ITEMS}], [("bad-volume", "[1].configMap.items[0].path")]),
        ([{"clusterTrustBundle": {"name": "ca", "path": "ca.pem"}}], []),
        ([{"clusterTrustBundle": {"name": "ca"}}], [("missing-field", "[0].clusterTrustBundle.path")]),
        ([{"clusterTrustBundle": {"path": "ca.pem"}}], [("bad-volume", "[0].clusterTrustBundle")]),
        (
            [{"clusterTrustBundle": {"name": "ca", "path": "ca.pem", "labelSelector": {}}}],
            [("contradiction", "[0].clusterTrustBundle.labelSelector")],
        ),
    ],
)
def test_projected_files(sources: list[Any], found: list[tuple[str, str]]) -> None:
    volume = {"name": "v", "projected": {"sources": sources}}
    assert refusals({"volumes": [volume]}) == [(code, f"{SOURCES}{field}") for code, field in found]


VOLUMES = [{"name": "disk", "persistentVolumeClaim": {"claimName": "c"}}, {"name": "tmp", "emptyDir": {}}]
DISK = {"name": "disk", "devicePath": "/dev/x"}


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"volumeDevices": [DISK]}, []),
        ({"volumeDevices": [{**DISK, "name": "tmp"}]}, [("bad-volume-mount", "volumeDevices[0].name")]),
        (
            {"volumeDevices": [DISK, {**DISK, "devicePath": "/dev/y"}]},
            [("bad-volume-mount", "volumeDevices[1].name")],
        ),
        (
            {"volumeDevices": [DISK], "volumeMounts": [{"name": "disk", "mountPath": "/d"}]},
            [("bad-volume-mount", "volumeDevices[0].name")],
        ),
        ({"volumeMounts": [{"name": "tmp", "mountPath": "C:/tmp"}]}, []),
        ({"image": "i "}, [("bad-choice", "image")]),
    ],
)
def test_devices_mounts_and_images(fields: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert refusals({**of(**fields), "volumes": VOLUMES}) == [(code, f"{C}.{field}") for code, field in found]


def test_ports_of_the_host_in_init_containers() -> None:
    """Only those within one of them collide; and with the host's network, only a container's must be its own."""
    ports = [{"containerPort": 80, "hostPort": 80}]
    side_car = {"name": "s", "image": "i", "restartPolicy": "Always", "ports": ports}
    assert refusals({**of(ports=ports), "initContainers": [side_car]}) == []
    twice = {**side_car, "ports": [*ports, {"containerPort": 81, "hostPort": 80}]}
    assert refusals({"initContainers": [twice]}) == [("bad-port", "spec.initContainers[0].ports[1].hostPort")]
    other = {**side_car, "ports": [{"containerPort": 81, "hostPort": 80}]}
    assert refusals({"hostNetwork": True, "initContainers": [other]}) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ({"gitRepo": {}}, [("missing-field", "gitRepo.repository")]),
        ({"csi": {"driver": "Driver.example.com"}}, []),
        ({"csi": {"driver": "a b"}}, [("bad-volume", "csi.driver")]),
        ({"csi": {"driver": "d" * 64}}, [("bad-volume", "csi.driver")]),
        ({"azureDisk": {"diskName": "d", "diskURI": "u", "cachingMode": "None", "kind": "Managed"}}, []),
        (
            {"azureDisk": {"diskName": "d", "diskURI": "u", "cachingMode": "Some"}},
            [("bad-choice", "azureDisk.cachingMode")],
        ),
        (
            {"awsElasticBlockStore": {"volumeID": "v", "partition": 256}},
            [("bad-volume", "awsElasticBlockStore.partition")],
        ),
        ({"fc": {"targetWWNs": ["a"], "lun": 0}}, []),
        ({"fc": {"targetWWNs": ["a"]}}, [("missing-field", "fc.lun")]),
        ({"fc": {"targetWWNs": []}}, [("bad-volume", "fc")]),
        ({"flocker": {"datasetName": "a", "datasetUUID": "b"}}, [("bad-volume", "flocker")]),
    ],
)
def test_sources_of_volumes(source: dict[str, Any], found: list[tuple[str, str]]) -> None:
    volumes = [{"name": "v", **source}]
    assert refusals({"volumes": volumes}) == [(code, f"spec.volumes[0].{field}") for code, field in found]


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ({"fieldPath": "metadata.labels['flyte.org/run']", "apiVersion": "v1"}, []),
        ({"fieldPath": "metadata.annotations['A/b']"}, []),
        ({"fieldPath": "metadata.labels['a b']"}, [("bad-env", "fieldPath")]),
        ({"fieldPath": "metadata.name", "apiVersion": "v2"}, [("bad-choice", "apiVersion")]),
    ],
)
def test_a_variable_from_a_field(reference: dict[str, str], found: list[tuple[str, str]]) -> None:
    path = f"{C}.env[0].valueFrom.fieldRef"
    spec = of(env=[{"name": "A", "valueFrom": {"fieldRef": reference}}])
    assert refusals(spec) == [(code, f"{path}.{field}") for code, field in found]


@pytest.mark.parametrize(("key", "is_good"), [("..a", False), (".", False), (".env", True)])
def test_a_key_of_a_secret(key: str, is_good: bool) -> None:
    spec = of(env=[{"name": "A", "valueFrom": {"secretKeyRef": {"name": "s", "key": key}}}])
    assert refusals(spec) == ([] if is_good else [("bad-env", f"{C}.env[0].valueFrom.secretKeyRef.key")])


def test_a_recursively_read_only_mount_is_not_propagated() -> None:
    mount = {"name": "tmp", "mountPath": "/t", "readOnly": True, "recursiveReadOnly": "Enabled"}
    found = [("bad-volume-mount", f"{C}.volumeMounts[0].recursiveReadOnly")]
    assert refusals({**of(volumeMounts=[mount]), "volumes": VOLUMES}) == []
    mount["mountPropagation"] = "HostToContainer"
    assert refusals({**of(volumeMounts=[mount]), "volumes": VOLUMES}) == found
