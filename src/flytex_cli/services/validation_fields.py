"""The fields of a PodSpec that Knative refuses, always or unless a feature of it is on (`fieldmask.go`)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from flytex_cli.pods.findings import Code, PodFinding, error, warning
from flytex_cli.services.draft import POD_SPEC
from flytex_cli.wire.struct import JsonObject

_POD = (
    *("serviceAccountName", "containers", "volumes", "imagePullSecrets", "enableServiceLinks"),
    "timeoutSeconds",
)
_POD_FEATURES = {
    field: f"podspec-{field.lower()}"
    for field in (
        *("affinity", "topologySpreadConstraints", "hostAliases", "nodeSelector", "runtimeClassName", "tolerations"),
        *("securityContext", "shareProcessNamespace", "priorityClassName", "schedulerName", "dnsPolicy", "dnsConfig"),
        *("hostIPC", "hostPID", "hostNetwork"),
    )
} | {"initContainers": "podspec-init-containers"}
_CONTAINER = (
    *("name", "args", "command", "env", "workingDir", "envFrom", "image", "imagePullPolicy", "ports", "resources"),
    *("livenessProbe", "readinessProbe", "startupProbe", "securityContext", "volumeMounts"),
    *("terminationMessagePath", "terminationMessagePolicy"),
)
_SOURCES = ("name", "secret", "configMap", "projected", "emptyDir")
_SOURCE_FEATURES = {
    "persistentVolumeClaim": "podspec-persistent-volume-claim",
    **{source: f"podspec-volumes-{source.lower()}" for source in ("hostPath", "csi", "ephemeral", "image")},
}
_MOUNT = ("name", "readOnly", "mountPath", "subPath")
_MOUNT_FEATURES = {"mountPropagation": "podspec-volumes-mount-propagation"}
_PORT = ("containerPort", "name", "protocol")
_VARIABLE_FEATURES = dict.fromkeys(("fieldRef", "resourceFieldRef"), "podspec-fieldref")
_SECURITY = (
    *("capabilities", "readOnlyRootFilesystem", "runAsUser", "runAsGroup", "runAsNonRoot"),
    *("allowPrivilegeEscalation", "seccompProfile"),
)
_FALSE_ONLY = {"privileged", "automountServiceAccountToken"}
_PLAIN = {"hostNetwork", "hostIPC", "hostPID", "stdin", "stdinOnce", "tty", "hostPort", *_FALSE_ONLY}
"""Fields whose false or zero is as if they were not there, or allowed."""


def validate_fields(spec: JsonObject) -> Iterator[PodFinding]:
    """Yield what Knative does not take, or takes only where a feature is on."""
    yield from _refused(POD_SPEC, spec, _POD, _POD_FEATURES)
    for index, volume in enumerate(spec.get("volumes", [])):
        yield from _volume(f"{POD_SPEC}.volumes[{index}]", volume)
    for group in ("initContainers", "containers"):
        for index, container in enumerate(spec.get(group, [])):
            yield from _container(f"{POD_SPEC}.{group}[{index}]", container)


def _container(path: str, container: JsonObject) -> Iterator[PodFinding]:
    yield from _refused(path, container, _CONTAINER)
    security = container.get("securityContext") or {}
    yield from _refused(f"{path}.securityContext", security, _SECURITY)
    add = {"capabilities.add": "containerspec-addcapabilities"}
    capabilities = security.get("capabilities") or {}
    yield from _refused(f"{path}.securityContext", {"capabilities.add": capabilities.get("add")}, (), add)
    yield from _refused(f"{path}.resources", container.get("resources") or {}, ("requests", "limits"))
    for index, variable in enumerate(container.get("env", [])):
        where = f"{path}.env[{index}].valueFrom"
        known = ("configMapKeyRef", "secretKeyRef")
        yield from _refused(where, variable.get("valueFrom") or {}, known, _VARIABLE_FEATURES)
    for index, mount in enumerate(container.get("volumeMounts", [])):
        yield from _refused(f"{path}.volumeMounts[{index}]", mount, _MOUNT, _MOUNT_FEATURES)
    for index, port in enumerate(container.get("ports", [])):
        yield from _refused(f"{path}.ports[{index}]", port, _PORT)


def _volume(path: str, volume: JsonObject) -> Iterator[PodFinding]:
    yield from _refused(path, volume, _SOURCES, _SOURCE_FEATURES)
    claim = volume.get("persistentVolumeClaim")
    if claim is not None and not claim.get("readOnly"):
        yield _needs(f"{path}.persistentVolumeClaim.readOnly", "podspec-persistent-volume-write")


def _refused(
    path: str, holder: JsonObject, known: Collection[str], features: Mapping[str, str] | None = None
) -> Iterator[PodFinding]:
    for field, value in holder.items():
        is_unset = value in (None, "", [], {}) or (field in _PLAIN and not value)
        if field in (features or {}) and not is_unset:
            yield _needs(f"{path}.{field}", (features or {})[field])
        elif not is_unset and field not in known:
            yield error(Code.KNATIVE_FIELD, f"{path}.{field}", "Knative refuses it in a Service")


def _needs(path: str, feature: str) -> PodFinding:
    message = f"Knative refuses it unless its feature kubernetes.{feature} is on, which it is not by default"
    return warning(Code.KNATIVE_SETTING, path, message, "the feature is set in the ConfigMap config-features")
