"""What the API server would refuse is found offline, by field."""

from __future__ import annotations

import re
from typing import Any

import pytest

from flytex_cli.pods.validation import validate_pod
from flytex_cli.wire.struct import clone

GOOD: dict[str, Any] = {
    "metadata": {
        "name": "a.b-c",
        "namespace": "flyte",
        "labels": {"flyte.org/run": "x"},
        "annotations": {"k": "v v"},
    },
    "spec": {
        "restartPolicy": "Never",
        "volumes": [{"name": "shm", "emptyDir": {"medium": "Memory", "sizeLimit": "0"}}],
        "initContainers": [{"name": "init", "image": "i", "restartPolicy": "Always"}],
        "containers": [
            {
                "name": "main",
                "image": "i",
                "env": [
                    {"name": "A", "value": "1"},
                    {"name": "B", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
                ],
                "resources": {
                    "requests": {"cpu": "500m", "nvidia.com/gpu": "1", "hugepages-2Mi": "2Mi"},
                    "limits": {"cpu": "1", "memory": "1Gi", "nvidia.com/gpu": "1", "hugepages-2Mi": "2Mi"},
                },
                "volumeMounts": [{"name": "shm", "mountPath": "/dev/shm"}],
            }
        ],
        "tolerations": [{"operator": "Exists"}, {"key": "a/b", "value": "c", "effect": "NoSchedule"}],
        "affinity": {
            "nodeAffinity": {
                "requiredDuringSchedulingIgnoredDuringExecution": {
                    "nodeSelectorTerms": [{"matchExpressions": [{"key": "a", "operator": "In", "values": ["b"]}]}]
                }
            }
        },
    },
}


def edit(path: str, value: Any) -> dict[str, Any]:
    """Return the good Pod with one field set, as in `spec.containers[0].name`."""
    pod: Any = clone(GOOD)
    *parents, last = [int(part) if part.isdigit() else part for part in re.findall(r"[^.\[\]]+", path)]
    node = pod
    for key in parents:
        node = node[key] if isinstance(key, int) else node.setdefault(key, {})
    node[last] = value
    return pod


def test_a_good_pod() -> None:
    """Has nothing to say."""
    assert validate_pod(GOOD) == ()


TERMS = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"
MAIN = "spec.containers[0]"


@pytest.mark.parametrize(
    ("path", "value", "code", "field"),
    [
        (f"{MAIN}.resources.limits.memory", "1GiB", "bad-quantity", None),
        (f"{MAIN}.resources.limits.memory", "-1", "bad-quantity", None),
        (f"{MAIN}.resources.limits", {"x/y": "500m"}, "bad-quantity", f"{MAIN}.resources.limits[x/y]"),
        (f"{MAIN}.resources.limits.gpu", "1", "bad-resource-name", None),
        (f"{MAIN}.resources.limits.storage", "1", "bad-resource-name", None),
        (f"{MAIN}.resources.requests.cpu", "2", "request-over-limit", None),
        (f"{MAIN}.resources.requests", {"x/y": "1"}, "request-over-limit", f"{MAIN}.resources.requests[x/y]"),
        (f"{MAIN}.resources.requests.hugepages-2Mi", "4Mi", "request-over-limit", None),
        (f"{MAIN}.name", "Main", "bad-name", None),
        (f"{MAIN}.name", "m" * 64, "bad-name", None),
        (f"{MAIN}.name", "init", "bad-name", None),
        (f"{MAIN}.image", "", "missing-field", None),
        (f"{MAIN}.imagePullPolicy", "Sometimes", "bad-choice", None),
        (f"{MAIN}.terminationMessagePolicy", "Loud", "bad-choice", None),
        (
            f"{MAIN}.securityContext",
            {"privileged": True, "allowPrivilegeEscalation": False},
            "contradiction",
            f"{MAIN}.securityContext.allowPrivilegeEscalation",
        ),
        (f"{MAIN}.env[0].name", "", "bad-env", None),
        (f"{MAIN}.env[0].name", "a=b", "bad-env", None),
        (f"{MAIN}.env[1].value", "x", "bad-env", f"{MAIN}.env[1].valueFrom"),
        (f"{MAIN}.volumeMounts[0].name", "none", "bad-volume-mount", None),
        (f"{MAIN}.volumeMounts[0].mountPath", "", "bad-volume-mount", None),
        ("spec.containers", [], "missing-field", None),
        ("spec.initContainers[0].restartPolicy", "Sometimes", "bad-choice", None),
        ("spec.restartPolicy", "Sometimes", "bad-choice", None),
        ("spec.terminationGracePeriodSeconds", -1, "bad-choice", None),
        ("spec.serviceAccountName", "a b", "bad-name", None),
        ("spec.volumes[0].emptyDir.medium", "Disk", "bad-choice", None),
        ("spec.volumes[0].emptyDir.sizeLimit", "x", "bad-quantity", None),
        ("spec.volumes[0].hostPath", {}, "bad-volume", "spec.volumes[0]"),
        ("metadata.name", "A", "bad-name", None),
        ("metadata.namespace", "a.b", "bad-name", None),
        ("metadata.labels", {"a": "b c"}, "bad-label", "metadata.labels.a"),
        ("metadata.labels", {"a b": "c"}, "bad-label", "metadata.labels[a b]"),
        ("metadata.annotations", {"a b": "c"}, "bad-label", "metadata.annotations[a b]"),
        ("metadata.annotations.k", "x" * 300_000, "annotations-too-large", "metadata.annotations"),
        ("spec.tolerations[0].value", "x", "bad-toleration", None),
        ("spec.tolerations[0].operator", "Equal", "bad-toleration", None),
        ("spec.tolerations[1].value", "b c", "bad-toleration", None),
        ("spec.tolerations[1].operator", "Is", "bad-choice", None),
        ("spec.tolerations[1].effect", "Maybe", "bad-choice", None),
        ("spec.tolerations[1].tolerationSeconds", 3, "bad-toleration", "spec.tolerations[1].effect"),
        ("spec.nodeSelector", {"a": "b c"}, "bad-label", "spec.nodeSelector.a"),
        (TERMS, [], "bad-node-affinity", None),
        (f"{TERMS}[0].matchExpressions[0].values", [], "bad-node-affinity", None),
        (f"{TERMS}[0].matchExpressions[0].values", ["T4 shared"], "bad-node-affinity", None),
        (
            f"{TERMS}[0].matchExpressions[0].operator",
            "Exists",
            "bad-node-affinity",
            f"{TERMS}[0].matchExpressions[0].values",
        ),
        (f"{TERMS}[0].matchExpressions[0].operator", "Near", "bad-choice", None),
    ],
)
def test_a_bad_field(path: str, value: Any, code: str, field: str | None) -> None:
    """One field changed gives one error, on that field."""
    findings = validate_pod(edit(path, value))
    assert [(finding.code.value, finding.field) for finding in findings][:1] == [(code, field or path)]


def test_duplicate_volumes_and_mounts() -> None:
    """Names of volumes and mount paths are unique."""
    pod = edit("spec.volumes", [*GOOD["spec"]["volumes"]] * 2)
    mounts = pod["spec"]["containers"][0]["volumeMounts"]
    mounts.append(dict(mounts[0]))
    assert [finding.field for finding in validate_pod(pod)] == [
        "spec.volumes[1].name",
        "spec.containers[0].volumeMounts[1].mountPath",
    ]
