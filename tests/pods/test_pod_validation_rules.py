"""The API server's rules on ports, probes, variables, mounts, volumes, security, DNS and scheduling, one by one."""

from __future__ import annotations

import re
from typing import Any

import pytest

from flytex_cli.pods.validation import validate_pod
from flytex_cli.wire.struct import clone

from tests.pods.podkit import build, codes, pod_spec_task  # isort: skip

GOOD: dict[str, Any] = {
    "metadata": {"name": "p", "namespace": "flyte"},
    "spec": {
        "dnsPolicy": "None",
        "dnsConfig": {
            "nameservers": ["1.1.1.1", "2606:4700::1111"],
            "searches": ["svc.cluster.local", "example.com.", "."],
            "options": [{"name": "ndots", "value": "2"}],
        },
        "hostname": "worker-1",
        "hostAliases": [{"ip": "10.0.0.1", "hostnames": ["a.b"]}],
        "activeDeadlineSeconds": 1,
        "preemptionPolicy": "Never",
        "priorityClassName": "high",
        "terminationGracePeriodSeconds": 60,
        "resourceClaims": [{"name": "gpu", "resourceClaimTemplateName": "one-gpu"}],
        "securityContext": {
            "runAsUser": 0,
            "fsGroup": 2000,
            "supplementalGroups": [1, 2],
            "fsGroupChangePolicy": "OnRootMismatch",
            "seccompProfile": {"type": "Localhost", "localhostProfile": "p/a.json"},
            "sysctls": [{"name": "net.ipv4.tcp_syncookies", "value": "1"}, {"name": "kernel.shm_rmid_forced"}],
        },
        "topologySpreadConstraints": [
            {"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule", "minDomains": 2}
        ],
        "affinity": {
            "podAntiAffinity": {
                "requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": "kubernetes.io/hostname"}],
                "preferredDuringSchedulingIgnoredDuringExecution": [
                    {"weight": 1, "podAffinityTerm": {"topologyKey": "zone"}}
                ],
            }
        },
        "volumes": [
            {"name": "none"},
            {"name": "host", "hostPath": {"path": "/mnt", "type": "Directory"}},
            {"name": "secret", "secret": {"secretName": "s", "items": [{"key": "k", "path": "a/b", "mode": 256}]}},
            {"name": "config", "configMap": {"name": "c", "defaultMode": 420}},
            {"name": "claim", "persistentVolumeClaim": {"claimName": "c"}},
            {"name": "nfs", "nfs": {"server": "s", "path": "/p"}},
            {"name": "csi", "csi": {"driver": "d", "nodePublishSecretRef": {"name": "s"}}},
            {"name": "image", "image": {"reference": "i:1", "pullPolicy": "Always"}},
            {
                "name": "down",
                "downwardAPI": {
                    "items": [
                        {"path": "l", "fieldRef": {"fieldPath": "metadata.labels['a/b']"}},
                        {"path": "c", "resourceFieldRef": {"containerName": "main", "resource": "limits.cpu"}},
                    ]
                },
            },
            {
                "name": "proj",
                "projected": {
                    "sources": [
                        {"serviceAccountToken": {"path": "t", "expirationSeconds": 600}},
                        {"secret": {"name": "s"}},
                        {"configMap": {"name": "c"}},
                        {"downwardAPI": {"items": [{"path": "n", "fieldRef": {"fieldPath": "metadata.name"}}]}},
                    ]
                },
            },
            {
                "name": "scratch",
                "ephemeral": {
                    "volumeClaimTemplate": {
                        "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
                    }
                },
            },
        ],
        "initContainers": [
            {"name": "setup", "image": "i", "ports": [{"containerPort": 80, "hostPort": 80}]},
            {"name": "proxy", "image": "i", "restartPolicy": "Always", "startupProbe": {"tcpSocket": {"port": 80}}},
        ],
        "containers": [
            {
                "name": "main",
                "image": "i",
                "ports": [
                    {"name": "http", "containerPort": 8080, "hostPort": 80, "protocol": "TCP"},
                    {"name": "dns", "containerPort": 53, "hostPort": 80, "protocol": "UDP"},
                ],
                "livenessProbe": {"httpGet": {"port": "http", "scheme": "HTTPS"}, "terminationGracePeriodSeconds": 1},
                "readinessProbe": {"exec": {"command": ["true"]}, "successThreshold": 3},
                "startupProbe": {"grpc": {"port": 1, "service": ""}},
                "lifecycle": {"postStart": {"exec": {"command": ["a"]}}, "preStop": {"sleep": {"seconds": 5}}},
                "env": [
                    {"name": "A", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k.v"}}},
                    {"name": "B", "valueFrom": {"resourceFieldRef": {"resource": "limits.memory"}}},
                    {"name": "C", "valueFrom": {"fieldRef": {"fieldPath": "status.podIP"}}},
                ],
                "envFrom": [{"prefix": "P_", "configMapRef": {"name": "c"}}],
                "volumeMounts": [
                    {"name": "host", "mountPath": "/a", "subPath": "x/y", "mountPropagation": "HostToContainer"},
                    {"name": "proj", "mountPath": "/b", "readOnly": True, "recursiveReadOnly": "Enabled"},
                ],
                "volumeDevices": [{"name": "claim", "devicePath": "/dev/x"}],
                "resources": {"claims": [{"name": "gpu"}]},
                "securityContext": {
                    "allowPrivilegeEscalation": False,
                    "capabilities": {"add": ["NET_ADMIN"], "drop": ["ALL"]},
                    "appArmorProfile": {"type": "RuntimeDefault"},
                    "procMount": "Default",
                },
            },
            {"name": "side", "image": "i", "ports": [{"containerPort": 1, "hostPort": 81}]},
        ],
    },
}
M, INIT = "spec.containers[0]", "spec.initContainers[0]"
TEMPLATE = "spec.volumes[10].ephemeral.volumeClaimTemplate.spec"


def edit(path: str, value: Any) -> dict[str, Any]:
    """Return the good Pod with one field set."""
    pod: Any = clone(GOOD)
    *parents, last = [int(part) if part.isdigit() else part for part in re.findall(r"[^.\[\]]+", path)]
    node = pod
    for key in parents:
        node = node[key] if isinstance(key, int) else node.setdefault(key, {})
    node[last] = value
    return pod


def test_a_good_pod_of_many_fields() -> None:
    assert validate_pod(GOOD) == ()


PORTS = [
    (f"{M}.ports[0].containerPort", 0, "bad-port", ""),
    (f"{M}.ports[0].containerPort", 65536, "bad-port", ""),
    (f"{M}.ports[0].hostPort", -1, "bad-port", ""),
    (f"{M}.ports[0].name", "x" * 16, "bad-port", ""),
    (f"{M}.ports[0].name", "Http", "bad-port", ""),
    (f"{M}.ports[0].name", "123", "bad-port", ""),
    (f"{M}.ports[0].name", "a--b", "bad-port", ""),
    (f"{M}.ports[0].name", "-a", "bad-port", ""),
    (f"{M}.ports[1].name", "http", "bad-port", ""),
    (f"{M}.ports[0].protocol", "tcp", "bad-choice", ""),
    (f"{M}.ports[1].protocol", "TCP", "bad-port", f"{M}.ports[1].hostPort"),
    ("spec.containers[1].ports[0].hostPort", 80, "bad-port", ""),
]
PROBES = [
    (f"{M}.livenessProbe", {}, "bad-probe", ""),
    (f"{M}.livenessProbe.exec", {"command": ["a"]}, "bad-probe", f"{M}.livenessProbe"),
    (f"{M}.readinessProbe.exec", {}, "missing-field", f"{M}.readinessProbe.exec.command"),
    (f"{M}.livenessProbe.httpGet.port", 0, "bad-port", ""),
    (f"{M}.livenessProbe.httpGet.port", "No", "bad-port", ""),
    (f"{M}.livenessProbe.httpGet.scheme", "http", "bad-choice", ""),
    (
        f"{M}.livenessProbe.httpGet.httpHeaders",
        [{"name": "a b"}],
        "bad-probe",
        f"{M}.livenessProbe.httpGet.httpHeaders[0].name",
    ),
    (f"{M}.livenessProbe.successThreshold", 2, "bad-probe", ""),
    (f"{M}.startupProbe.successThreshold", 2, "bad-probe", ""),
    (f"{M}.startupProbe.grpc.port", 70000, "bad-port", ""),
    (f"{M}.readinessProbe.periodSeconds", -1, "bad-probe", ""),
    (f"{M}.readinessProbe.terminationGracePeriodSeconds", 1, "bad-probe", ""),
    (f"{M}.livenessProbe.terminationGracePeriodSeconds", 0, "bad-probe", ""),
    (f"{M}.lifecycle.preStop", {}, "bad-probe", ""),
    (f"{M}.lifecycle.preStop.sleep.seconds", 61, "bad-probe", ""),
    (f"{M}.lifecycle.postStart.tcpSocket", {"port": 1}, "bad-probe", f"{M}.lifecycle.postStart"),
    (f"{M}.lifecycle.stopSignal", "SIGTERM", "bad-probe", ""),
    (f"{INIT}.livenessProbe", {"exec": {"command": ["a"]}}, "bad-probe", ""),
    (f"{INIT}.lifecycle", {"preStop": {"exec": {"command": ["a"]}}}, "bad-probe", ""),
]
VARIABLES = [
    (f"{M}.env[0].valueFrom", {}, "bad-env", ""),
    (f"{M}.env[0].valueFrom.fieldRef", {"fieldPath": "metadata.name"}, "bad-env", f"{M}.env[0].valueFrom"),
    (f"{M}.env[0].valueFrom.secretKeyRef.name", "", "bad-env", ""),
    (f"{M}.env[0].valueFrom.secretKeyRef.key", "a b", "bad-env", ""),
    (f"{M}.env[2].valueFrom.fieldRef.fieldPath", "spec.image", "bad-env", ""),
    (f"{M}.env[1].valueFrom.resourceFieldRef.resource", "limits.gpu", "bad-env", ""),
    (f"{M}.envFrom[0]", {"prefix": "P_"}, "bad-env", ""),
    (f"{M}.envFrom[0].secretRef", {"name": "s"}, "bad-env", f"{M}.envFrom[0]"),
    (f"{M}.envFrom[0].configMapRef.name", "A", "bad-env", ""),
    (f"{M}.envFrom[0].prefix", "a=", "bad-env", ""),
]
MOUNTS = [
    (f"{M}.volumeMounts[0].subPath", "/abs", "bad-volume-mount", ""),
    (f"{M}.volumeMounts[0].subPath", "a/../b", "bad-volume-mount", ""),
    (f"{M}.volumeMounts[0].subPathExpr", "x", "bad-volume-mount", ""),
    (f"{M}.volumeMounts[0].mountPropagation", "Bidirectional", "bad-volume-mount", ""),
    (f"{M}.volumeMounts[0].mountPropagation", "Both", "bad-choice", ""),
    (f"{M}.volumeMounts[0].recursiveReadOnly", "Enabled", "bad-volume-mount", ""),
    (f"{M}.volumeDevices[0].name", "x", "bad-volume-mount", ""),
    (f"{M}.volumeDevices[0].devicePath", "/a", "bad-volume-mount", ""),
    (f"{M}.volumeDevices[0].devicePath", "", "bad-volume-mount", ""),
    (f"{M}.resources.claims[0].name", "x", "contradiction", ""),
]
VOLUMES = [
    ("spec.volumes[0]", {"name": "none", "emptyDir": {}, "nfs": {}}, "bad-volume", ""),
    ("spec.volumes[1].hostPath.path", "", "missing-field", ""),
    ("spec.volumes[1].hostPath.path", "/a/../b", "bad-volume", ""),
    ("spec.volumes[1].hostPath.type", "Folder", "bad-choice", ""),
    ("spec.volumes[2].secret.secretName", "", "missing-field", ""),
    ("spec.volumes[2].secret.items[0].key", "", "missing-field", ""),
    ("spec.volumes[2].secret.items[0].path", "/a", "bad-volume", ""),
    ("spec.volumes[2].secret.items[0].path", "..a", "bad-volume", ""),
    ("spec.volumes[2].secret.items[0].mode", 512, "bad-volume", ""),
    ("spec.volumes[3].configMap.defaultMode", -1, "bad-volume", ""),
    ("spec.volumes[3].configMap.name", "", "missing-field", ""),
    ("spec.volumes[4].persistentVolumeClaim.claimName", "", "missing-field", ""),
    ("spec.volumes[5].nfs.path", "p", "bad-volume", ""),
    ("spec.volumes[5].nfs.server", "", "missing-field", ""),
    ("spec.volumes[6].csi.driver", "", "missing-field", ""),
    ("spec.volumes[6].csi.nodePublishSecretRef.name", "", "missing-field", ""),
    ("spec.volumes[7].image.reference", "", "missing-field", ""),
    ("spec.volumes[7].image.pullPolicy", "Sometimes", "bad-choice", ""),
    ("spec.volumes[8].downwardAPI.items[0].fieldRef.fieldPath", "status.podIP", "bad-volume", ""),
    ("spec.volumes[8].downwardAPI.items[0]", {"path": "l"}, "bad-volume", ""),
    ("spec.volumes[8].downwardAPI.items[1].resourceFieldRef.containerName", "", "missing-field", ""),
    ("spec.volumes[8].downwardAPI.items[1].resourceFieldRef.resource", "limits.x", "bad-volume", ""),
    (
        "spec.volumes[9].projected.sources[1].configMap",
        {"name": "c"},
        "bad-volume",
        "spec.volumes[9].projected.sources[1]",
    ),
    ("spec.volumes[9].projected.sources[0].serviceAccountToken.expirationSeconds", 599, "bad-volume", ""),
    ("spec.volumes[9].projected.sources[0].serviceAccountToken.path", "", "missing-field", ""),
    ("spec.volumes[9].projected.sources[1].secret.name", "", "missing-field", ""),
    ("spec.volumes[9].projected.defaultMode", 1000, "bad-volume", ""),
    (f"{TEMPLATE}.accessModes", [], "missing-field", ""),
    (f"{TEMPLATE}.resources.requests", {}, "missing-field", f"{TEMPLATE}.resources.requests.storage"),
]
SECURITY = [
    ("spec.securityContext.runAsUser", -1, "bad-security-context", ""),
    ("spec.securityContext.runAsGroup", 2**31, "bad-security-context", ""),
    ("spec.securityContext.fsGroup", -1, "bad-security-context", ""),
    ("spec.securityContext.supplementalGroups[1]", -1, "bad-security-context", ""),
    ("spec.securityContext.fsGroupChangePolicy", "Never", "bad-choice", ""),
    ("spec.securityContext.supplementalGroupsPolicy", "All", "bad-choice", ""),
    ("spec.securityContext.seccompProfile.type", "Any", "bad-choice", ""),
    ("spec.securityContext.seccompProfile", {}, "missing-field", "spec.securityContext.seccompProfile.type"),
    ("spec.securityContext.seccompProfile.localhostProfile", "", "missing-field", ""),
    ("spec.securityContext.seccompProfile.localhostProfile", "/a", "bad-security-context", ""),
    (f"{M}.securityContext.appArmorProfile.localhostProfile", "a", "bad-security-context", ""),
    ("spec.securityContext.sysctls[0].name", "Net", "bad-security-context", ""),
    ("spec.securityContext.sysctls[1].name", "net.ipv4.tcp_syncookies", "bad-security-context", ""),
    (f"{M}.securityContext.runAsUser", -5, "bad-security-context", ""),
    (f"{M}.securityContext.privileged", True, "contradiction", f"{M}.securityContext.allowPrivilegeEscalation"),
    (
        f"{M}.securityContext.capabilities.add",
        ["CAP_SYS_ADMIN"],
        "contradiction",
        f"{M}.securityContext.allowPrivilegeEscalation",
    ),
    (f"{M}.securityContext.procMount", "Masked", "bad-choice", ""),
    (f"{M}.securityContext.procMount", "Unmasked", "contradiction", ""),
    ("spec.hostIPC", True, "contradiction", "spec.securityContext.sysctls[1].name"),
]
DNS = [
    ("spec.dnsPolicy", "Cluster", "bad-choice", ""),
    ("spec.dnsConfig", None, "bad-dns", ""),
    ("spec.dnsConfig.nameservers", [], "bad-dns", ""),
    ("spec.dnsConfig.nameservers", ["1.1.1.1"] * 4, "bad-dns", ""),
    ("spec.dnsConfig.nameservers[0]", "one.one", "bad-dns", ""),
    ("spec.dnsConfig.searches", ["a"] * 33, "bad-dns", ""),
    ("spec.dnsConfig.searches[0]", "a b", "bad-dns", ""),
    ("spec.dnsConfig.options[0].name", "", "missing-field", ""),
    ("spec.hostname", "a.b", "bad-name", ""),
    ("spec.subdomain", "A", "bad-name", ""),
    ("spec.hostAliases[0].ip", "host", "bad-dns", ""),
    ("spec.hostAliases[0].hostnames[0]", "A_B", "bad-dns", ""),
]
ANTI = "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]"
NODES = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"
POD = [
    ("spec.ephemeralContainers", [{"name": "debug"}], "contradiction", ""),
    ("spec.readinessGates", [{"conditionType": "a b"}], "bad-name", "[0].conditionType"),
    ("spec.schedulingGates", [{"name": ""}], "bad-name", "[0].name"),
    (f"{ANTI}.labelSelector", {"matchLabels": {"a": "b c"}}, "bad-label", f"{ANTI}.labelSelector.matchLabels.a"),
    (
        f"{ANTI}.labelSelector",
        {"matchExpressions": [{"key": "a", "operator": "In"}]},
        "bad-topology",
        f"{ANTI}.labelSelector.matchExpressions[0].values",
    ),
    (
        f"{ANTI}.namespaceSelector",
        {"matchExpressions": [{"key": "a", "operator": "Exists", "values": ["b"]}]},
        "bad-topology",
        f"{ANTI}.namespaceSelector.matchExpressions[0].values",
    ),
    (
        "spec.topologySpreadConstraints[0].labelSelector",
        {"matchExpressions": [{"key": "a b", "operator": "Gt"}]},
        "bad-choice",
        "spec.topologySpreadConstraints[0].labelSelector.matchExpressions[0].operator",
    ),
    (
        NODES,
        [{"matchFields": [{"key": "metadata.uid", "operator": "In", "values": ["a"]}]}],
        "bad-node-affinity",
        "[0].matchFields[0].key",
    ),
    (
        NODES,
        [{"matchFields": [{"key": "metadata.name", "operator": "In", "values": []}]}],
        "bad-node-affinity",
        "[0].matchFields[0].values",
    ),
    ("spec.activeDeadlineSeconds", 0, "bad-choice", ""),
    ("spec.preemptionPolicy", "Always", "bad-choice", ""),
    ("spec.priorityClassName", "A", "bad-name", ""),
    ("spec.nodeName", "a_b", "bad-name", ""),
    ("spec.runtimeClassName", "A", "bad-name", ""),
    ("spec.os.name", "plan9", "bad-choice", ""),
    ("spec.topologySpreadConstraints[0].maxSkew", 0, "bad-topology", ""),
    ("spec.topologySpreadConstraints[0].topologyKey", "", "missing-field", ""),
    ("spec.topologySpreadConstraints[0].whenUnsatisfiable", "Never", "bad-choice", ""),
    ("spec.topologySpreadConstraints[0].minDomains", 0, "bad-topology", ""),
    ("spec.topologySpreadConstraints", [GOOD["spec"]["topologySpreadConstraints"][0]] * 2, "bad-topology", "[1]"),
    (
        "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey",
        "",
        "missing-field",
        "",
    ),
    (
        "spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight",
        101,
        "bad-topology",
        "",
    ),
]


@pytest.mark.parametrize(
    ("path", "value", "code", "field"),
    [*PORTS, *PROBES, *VARIABLES, *MOUNTS, *VOLUMES, *SECURITY, *DNS, *POD],
)
def test_a_bad_field(path: str, value: Any, code: str, field: str) -> None:
    """One field changed gives an error, on that field."""
    where = path + field if field.startswith("[") else field or path
    assert (code, where) in [(finding.code.value, finding.field) for finding in validate_pod(edit(path, value))]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"hostPID": True, "shareProcessNamespace": True}, ["spec.shareProcessNamespace"]),
        ({"hostUsers": False, "hostPID": True}, ["spec.hostPID"]),
        ({"hostUsers": False, "hostNetwork": True}, ["spec.hostNetwork"]),
        ({"hostNetwork": True}, []),
        ({"hostUsers": False}, []),
    ],
)
def test_namespaces_of_the_host(changes: dict[str, Any], fields: list[str]) -> None:
    spec = {"containers": [{"name": "a", "image": "i"}], **changes}
    assert [finding.field for finding in validate_pod({"metadata": {"name": "p"}, "spec": spec})] == fields


@pytest.mark.parametrize(
    ("ports", "fields"),
    [
        ([[{"containerPort": 80}], [{"containerPort": 81}]], []),
        ([[{"containerPort": 80}], [{"containerPort": 80}]], ["spec.containers[1].ports[0].hostPort"]),
        ([[{"containerPort": 80, "hostPort": 81}]], ["spec.containers[0].ports[0].hostPort"]),
        ([[{"containerPort": 80, "hostPort": 80}]], []),
    ],
)
def test_ports_on_the_network_of_the_host(ports: list[list[dict[str, Any]]], fields: list[str]) -> None:
    """Each port is the host's, too."""
    containers = [{"name": f"c{index}", "image": "i", "ports": own} for index, own in enumerate(ports)]
    pod = {"metadata": {"name": "p"}, "spec": {"hostNetwork": True, "containers": containers}}
    assert [finding.field for finding in validate_pod(pod)] == fields


def test_a_volume_without_a_source_is_no_error() -> None:
    """The API server makes it an emptyDir before it validates."""
    container = {"name": "primary", "image": "i", "volumeMounts": [{"name": "scratch", "mountPath": "/s"}]}
    built = build(pod_spec_task({"containers": [container], "volumes": [{"name": "scratch"}]}))
    assert codes(built) == []
    assert built.spec["volumes"] == [{"name": "scratch"}]


def test_every_finding_in_one_place_is_said() -> None:
    """Both a bad key and a bad value of one label; two lists that both are wrong."""
    labels = {"a b": "c d"}
    task = pod_spec_task({"containers": [{"name": "primary", "image": "i"}]}, pod_metadata={"labels": labels})
    messages = [finding.message for finding in build(task).findings]
    assert messages == ["'a b' is not a label key", "'c d' is not a label value"]


def test_blanks_around_a_quantity_of_a_pod_are_trimmed() -> None:
    """A PodSpec is JSON, where Go trims them; the resources of a container are not."""
    side = {"name": "side", "image": "i", "resources": {"requests": {"cpu": "100m "}, "limits": {"cpu": " 100m"}}}
    built = build(pod_spec_task({"containers": [{"name": "primary", "image": "i"}, side]}))
    assert built.spec["containers"][1]["resources"]["requests"]["cpu"] == "100m"
    assert codes(built) == []
