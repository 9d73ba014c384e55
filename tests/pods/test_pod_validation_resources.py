"""What the API server refuses in resources, claims of devices, and claims of volumes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pods.podkit import refusals

R = "spec.containers[0].resources"


def of(resources: dict[str, Any], /, **spec: Any) -> dict[str, Any]:
    return {"containers": [{"name": "a", "image": "i", "resources": resources}], **spec}


@pytest.mark.parametrize(
    ("amounts", "found"),
    [
        ({"cpu": "1", "hugepages-2Mi": "4Mi"}, []),
        ({"memory": "1Gi", "hugepages-1Gi": "2Gi"}, []),
        ({"hugepages-2Mi": "4Mi"}, [("missing-field", R)]),
        ({"cpu": "1", "hugepages-2Mi": "3Mi"}, [("bad-quantity", f"{R}.limits.hugepages-2Mi")]),
        ({"cpu": "1", "hugepages-big": "3Mi"}, [("bad-quantity", f"{R}.limits.hugepages-big")]),
        ({"requests.example.com/a": "1"}, [("bad-resource-name", f"{R}.limits[requests.example.com/a]")]),
        ({"kubernetes.io/a": "1"}, []),
    ],
)
def test_huge_pages_and_names(amounts: dict[str, str], found: list[tuple[str, str]]) -> None:
    assert refusals(of({"limits": amounts})) == found


SIDE_CAR = {"name": "s", "image": "i", "restartPolicy": "Always", "resources": {"requests": {"cpu": "1"}}}
SETUP = {"name": "t", "image": "i", "resources": {"requests": {"cpu": "4"}}}


@pytest.mark.parametrize(
    ("pod", "found"),
    [
        ({"requests": {"cpu": "3"}, "limits": {"cpu": "4"}}, []),
        ({"requests": {"cpu": "2"}}, [("request-over-limit", "spec.resources.requests.cpu")]),
        ({"limits": {"cpu": "2500m"}}, [("request-over-limit", "spec.resources.limits.cpu")]),
        ({"requests": {"memory": "1Gi"}}, []),
        ({"limits": {"memory": "1Gi"}}, [("request-over-limit", f"{R}.limits.memory")]),
        ({"requests": {"cpu": "5"}, "limits": {"cpu": "4"}}, [("request-over-limit", "spec.resources.requests.cpu")]),
        ({"requests": {"ephemeral-storage": "1"}}, [("bad-choice", "spec.resources.requests.ephemeral-storage")]),
        ({"limits": {"cpu": "x"}}, [("bad-quantity", "spec.resources.limits.cpu")]),
        ({"claims": []}, [("contradiction", "spec.resources.claims")]),
    ],
)
def test_resources_of_the_whole_pod(pod: dict[str, Any], found: list[tuple[str, str]]) -> None:
    """The containers and side-cars together need 3 CPUs, and one of them 2Gi as a limit."""
    own = {"requests": {"cpu": "2", "memory": "0"}, "limits": {"memory": "2Gi"}}
    assert refusals(of(own, resources=pod, initContainers=[SIDE_CAR])) == found


def test_an_init_container_runs_beside_the_side_cars_before_it() -> None:
    over = [("request-over-limit", "spec.resources.requests.cpu")]
    pod = {"requests": {"cpu": "4"}}
    assert refusals(of({}, resources=pod, initContainers=[SIDE_CAR, SETUP])) == over
    assert refusals(of({}, resources=pod, initContainers=[SETUP, SIDE_CAR])) == []


@pytest.mark.parametrize(
    ("overhead", "found"),
    [
        ({"cpu": "250m"}, []),
        ({"cpu": "-1"}, [("bad-quantity", "spec.overhead.cpu")]),
        ({"gpu": "1"}, [("bad-resource-name", "spec.overhead.gpu")]),
    ],
)
def test_overhead(overhead: dict[str, str], found: list[tuple[str, str]]) -> None:
    assert refusals({"overhead": overhead}) == found


@pytest.mark.parametrize(
    ("claims", "found"),
    [
        ([{"name": "gpu", "resourceClaimName": "shared"}, {"name": "nic", "resourceClaimTemplateName": "nic.big"}], []),
        ([{"name": "gpu"}], [("contradiction", "spec.resourceClaims[0]")]),
        (
            [{"name": "gpu", "resourceClaimName": "a", "resourceClaimTemplateName": "b"}],
            [("contradiction", "spec.resourceClaims[0]")],
        ),
        ([{"resourceClaimName": "a"}], [("bad-name", "spec.resourceClaims[0].name")]),
        ([{"name": "a.b", "resourceClaimName": "a"}], [("bad-name", "spec.resourceClaims[0].name")]),
        ([{"name": "gpu", "resourceClaimName": "a"}] * 2, [("bad-name", "spec.resourceClaims[1].name")]),
        (
            [{"name": "gpu", "resourceClaimName": "A"}],
            [("bad-name", "spec.resourceClaims[0].resourceClaimName")],
        ),
        (
            [{"name": "gpu", "resourceClaimTemplateName": ""}],
            [("bad-name", "spec.resourceClaims[0].resourceClaimTemplateName")],
        ),
    ],
)
def test_claims_of_devices(claims: list[dict[str, str]], found: list[tuple[str, str]]) -> None:
    assert refusals({"resourceClaims": claims}) == found


@pytest.mark.parametrize(
    ("used", "found"),
    [
        ([{"name": "gpu"}], []),
        ([{"name": "gpu", "request": "big"}, {"name": "gpu", "request": "small"}], []),
        ([{"name": "gpu"}] * 2, [("contradiction", f"{R}.claims[1]")]),
        ([{"name": "gpu", "request": "B"}], [("bad-name", f"{R}.claims[0].request")]),
        ([{"name": "fpga"}], [("contradiction", f"{R}.claims[0].name")]),
        ([{}], [("contradiction", f"{R}.claims[0].name")]),
    ],
)
def test_claims_that_a_container_uses(used: list[dict[str, str]], found: list[tuple[str, str]]) -> None:
    claims = [{"name": "gpu", "resourceClaimName": "a"}]
    assert refusals(of({"claims": used}, resourceClaims=claims)) == found


T = "spec.volumes[0].ephemeral.volumeClaimTemplate"
CLAIM = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"storageClassName": "", "volumeMode": "Block", "selector": {"matchLabels": {"a": "b"}}}, []),
        ({"accessModes": ["ReadWriteOncePod"]}, []),
        ({"accessModes": ["RWO"]}, [("bad-choice", "spec.accessModes[0]")]),
        ({"accessModes": ["ReadWriteOncePod", "ReadWriteMany"]}, [("contradiction", "spec.accessModes")]),
        ({"resources": {"requests": {"storage": "0"}}}, [("bad-quantity", "spec.resources.requests.storage")]),
        ({"resources": {"requests": {"storage": "1GB"}}}, [("bad-quantity", "spec.resources.requests.storage")]),
        ({"storageClassName": "Fast"}, [("bad-name", "spec.storageClassName")]),
        ({"volumeAttributesClassName": "a b"}, [("bad-name", "spec.volumeAttributesClassName")]),
        ({"volumeMode": "File"}, [("bad-choice", "spec.volumeMode")]),
        ({"selector": {"matchLabels": {"a": "b c"}}}, [("bad-label", "spec.selector.matchLabels.a")]),
        ({"dataSource": {"kind": "PersistentVolumeClaim", "name": "old"}}, []),
        ({"dataSource": {"kind": "PersistentVolumeClaim"}}, [("missing-field", "spec.dataSource.name")]),
        ({"dataSource": {"kind": "VolumeSnapshot", "name": "s"}}, [("contradiction", "spec.dataSource.kind")]),
        ({"dataSourceRef": {"kind": "VolumeSnapshot", "name": "s", "apiGroup": "snapshot.storage.k8s.io"}}, []),
        (
            {
                "dataSource": {"kind": "PersistentVolumeClaim", "name": "a"},
                "dataSourceRef": {"kind": "PersistentVolumeClaim", "name": "b"},
            },
            [("contradiction", "spec.dataSource")],
        ),
    ],
)
def test_the_claim_of_an_ephemeral_volume(changes: dict[str, Any], found: list[tuple[str, str]]) -> None:
    volume = {"name": "scratch", "ephemeral": {"volumeClaimTemplate": {"spec": {**CLAIM, **changes}}}}
    assert refusals({"volumes": [volume]}) == [(code, f"{T}.{field}") for code, field in found]


@pytest.mark.parametrize(
    ("metadata", "found"),
    [
        ({"labels": {"a": "b"}, "annotations": {"c": "d e"}}, []),
        ({"labels": {"a": "b c"}}, [("bad-label", f"{T}.metadata.labels.a")]),
        ({"annotations": {"a b": "c"}}, [("bad-label", f"{T}.metadata.annotations[a b]")]),
        ({"name": "mine"}, [("contradiction", f"{T}.metadata.name")]),
    ],
)
def test_metadata_of_the_claim_of_an_ephemeral_volume(metadata: dict[str, Any], found: list[tuple[str, str]]) -> None:
    volume = {"name": "scratch", "ephemeral": {"volumeClaimTemplate": {"metadata": metadata, "spec": CLAIM}}}
    assert refusals({"volumes": [volume]}) == found


def test_names_of_the_claims_of_ephemeral_volumes() -> None:
    """The Pod's name and the volume's: too long together, or taken."""
    scratch = {"name": "scratch", "ephemeral": {"volumeClaimTemplate": {"spec": CLAIM}}}
    assert refusals({"volumes": [scratch]}, {"name": "p" * 250}) == [("bad-volume", "spec.volumes[0].name")]
    taken = {"name": "other", "persistentVolumeClaim": {"claimName": "p-scratch"}}
    where = "spec.volumes[1].persistentVolumeClaim.claimName"
    assert refusals({"volumes": [scratch, taken]}) == [("contradiction", where)]
