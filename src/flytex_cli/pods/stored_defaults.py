"""What the API server fills in when it stores a PodTemplate: the backend reads the stored object.

Mirrors `SetObjectDefaults_PodTemplate` of Kubernetes (`pkg/apis/core/v1/defaults.go`): the defaults of a PodSpec, not
those that only a Pod gets (`enableServiceLinks`, requests from limits, ports of the host network).
"""

from __future__ import annotations

import re
from typing import Any

from flytex_cli.pods.fields import fields_of
from flytex_cli.pods.quantity import NANO, Quantity, try_parse
from flytex_cli.wire.struct import JsonObject, clone

_FILE_MODE = {"defaultMode": 0o644}
_MESSAGE = {"terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File"}

WHERE_EMPTY: dict[str, JsonObject] = {
    "PodSpec": {"dnsPolicy": "ClusterFirst", "restartPolicy": "Always", "schedulerName": "default-scheduler"},
    "Container": _MESSAGE,
    "EphemeralContainer": _MESSAGE,
    "ContainerPort": {"protocol": "TCP"},
    "Probe": {"timeoutSeconds": 1, "periodSeconds": 10, "successThreshold": 1, "failureThreshold": 3},
    "HTTPGetAction": {"path": "/", "scheme": "HTTP"},
    "ObjectFieldSelector": {"apiVersion": "v1"},
    "ISCSIVolumeSource": {"iscsiInterface": "default"},
    "RBDVolumeSource": {"pool": "rbd", "user": "admin", "keyring": "/etc/ceph/keyring"},
    "ScaleIOVolumeSource": {"storageMode": "ThinProvisioned", "fsType": "xfs"},
}
"""By type, the fields that are filled in where they are left out, empty or zero."""

WHERE_ABSENT: dict[str, JsonObject] = {
    "PodSpec": {"securityContext": {}, "terminationGracePeriodSeconds": 30},
    "GRPCAction": {"service": ""},
    "SecretVolumeSource": _FILE_MODE,
    "ConfigMapVolumeSource": _FILE_MODE,
    "DownwardAPIVolumeSource": _FILE_MODE,
    "ProjectedVolumeSource": _FILE_MODE,
    "ServiceAccountTokenProjection": {"expirationSeconds": 3600},
    "HostPathVolumeSource": {"type": ""},
    "AzureDiskVolumeSource": {"cachingMode": "ReadWrite", "kind": "Shared", "fsType": "ext4", "readOnly": False},
    "PersistentVolumeClaimSpec": {"volumeMode": "Filesystem"},
}
"""The same for fields that are pointers: an empty value stays."""

_MILLI = NANO // 1000
_COMPONENT = r"[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*"
_REFERENCE = re.compile(
    rf"(?P<name>{_COMPONENT}|[A-Za-z0-9.:\[\]-]+(?:/{_COMPONENT})+)"
    r"(?::(?P<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?P<digest>[A-Za-z0-9+._-]+:[0-9a-fA-F]{32,}))?"
)


def as_stored(template: JsonObject) -> JsonObject:
    """Return a PodTemplateSpec as the API server gives it back."""
    stored: JsonObject = clone(template)
    stored.setdefault("spec", {})
    _fill(stored, "PodTemplateSpec")
    return stored


def pull_policy(image: str) -> str:
    """Return the pull policy of an image that has none: Always without a tag or with `latest`."""
    match = _REFERENCE.fullmatch(image)
    # What is no reference at all has no tag either, but counts as one that has.
    is_latest = match is not None and (match["tag"] == "latest" or not (match["tag"] or match["digest"]))
    return "Always" if is_latest else "IfNotPresent"


def _fill(value: Any, kind: str) -> None:
    if kind.startswith("["):
        for item in value:
            _fill(item, kind[1:-1])
    elif kind == "{quantity}":
        _round(value)
    elif isinstance(value, dict) and fields_of(kind):
        _fill_object(value, kind)
        for key, child in value.items():
            _fill(child, fields_of(kind).get(key, "any"))


def _fill_object(value: JsonObject, kind: str) -> None:
    for key, default in WHERE_EMPTY.get(kind, {}).items():
        if value.get(key) in (None, "", 0):
            value[key] = default
    for key, default in WHERE_ABSENT.get(kind, {}).items():
        if value.get(key) is None:
            value[key] = clone(default)
    if kind in ("Container", "EphemeralContainer") and not value.get("imagePullPolicy"):
        value["imagePullPolicy"] = pull_policy(value.get("image", ""))
    if kind == "ImageVolumeSource" and not value.get("pullPolicy"):
        value["pullPolicy"] = pull_policy(value.get("reference", ""))
    if kind == "Volume" and not any(key != "name" for key in value):
        value["emptyDir"] = {}
    if kind == "PodSpec":
        account = value.get("serviceAccountName") or value.get("serviceAccount")
        if account:
            value["serviceAccountName"] = value["serviceAccount"] = account


def _round(amounts: dict[str, str]) -> None:
    """Round amounts up to thousandths."""
    for name, text in amounts.items():
        quantity = try_parse(text)
        if quantity is not None and quantity.nanos % _MILLI:
            sign = 1 if quantity.nanos > 0 else -1
            amounts[name] = str(Quantity(sign * -(-abs(quantity.nanos) // _MILLI) * _MILLI, quantity.format))
