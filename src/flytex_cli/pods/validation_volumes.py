"""The API server's rules for volumes (`validateVolumeSource`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.names import is_dns_label, is_dns_subdomain
from flytex_cli.pods.quantity import try_parse
from flytex_cli.pods.validation_claims import validate_claim_template
from flytex_cli.pods.validation_common import (
    MODES,
    bad_choice,
    choice,
    divisor,
    field_reference,
    in_range,
    is_local_path,
    one_of,
    required,
)
from flytex_cli.pods.validation_labels import validate_selector
from flytex_cli.wire.struct import JsonObject

REQUIRED = {
    "awsElasticBlockStore": ("volumeID",),
    "azureDisk": ("diskName", "diskURI"),
    "azureFile": ("secretName", "shareName"),
    "cephfs": ("monitors",),
    "cinder": ("volumeID",),
    "configMap": ("name",),
    "csi": ("driver",),
    "ephemeral": ("volumeClaimTemplate",),
    "flexVolume": ("driver",),
    "gcePersistentDisk": ("pdName",),
    "glusterfs": ("endpoints", "path"),
    "gitRepo": ("repository",),
    "hostPath": ("path",),
    "image": ("reference",),
    "iscsi": ("targetPortal", "iqn"),
    "nfs": ("server", "path"),
    "persistentVolumeClaim": ("claimName",),
    "photonPersistentDisk": ("pdID",),
    "portworxVolume": ("volumeID",),
    "quobyte": ("registry", "volume"),
    "rbd": ("monitors", "image"),
    "scaleIO": ("gateway", "system", "volumeName"),
    "secret": ("secretName",),
    "vsphereVolume": ("volumePath",),
}
"""By source, the fields that must be set."""

HOST_PATH_TYPES = ("DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice")
PULL_POLICIES = ("Always", "IfNotPresent", "Never")
PROJECTIONS = ("secret", "configMap", "downwardAPI", "serviceAccountToken", "clusterTrustBundle", "podCertificate")
_FIELD = re.compile(r"metadata\.(name|namespace|uid|labels|annotations)|metadata\.(labels|annotations)\['[^']+'\]")
_RESOURCE = re.compile(r"(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)")
_ONE_OF = {"fc": ("targetWWNs", "wwids"), "flocker": ("datasetName", "datasetUUID")}
_CHOICES = {
    ("azureDisk", "cachingMode"): ("None", "ReadOnly", "ReadWrite"),
    ("azureDisk", "kind"): ("Shared", "Dedicated", "Managed"),
}
_BYTES = {"awsElasticBlockStore": "partition", "fc": "lun", "gcePersistentDisk": "partition", "iscsi": "lun"}
_DRIVER_LENGTH = 63
_EXPIRATION = range(600, 2**32 + 1)


def validate_volumes(spec: JsonObject, pod_name: str) -> Iterator[PodFinding]:
    """Yield the errors of a Pod's volumes. One without a source is an emptyDir by default."""
    yield from _made_claims(spec, pod_name)
    seen: set[str] = set()
    for index, volume in enumerate(spec.get("volumes", [])):
        path = f"spec.volumes[{index}]"
        name = volume.get("name", "")
        if not is_dns_label(name):
            yield error(Code.BAD_VOLUME, f"{path}.name", f"{name!r} is not a DNS-1123 label")
        if name in seen:
            yield error(Code.BAD_VOLUME, f"{path}.name", f"a second volume is named {name!r}")
        seen.add(name)
        sources = [key for key in volume if key != "name" and volume[key] is not None]
        if len(sources) > 1:
            yield error(Code.BAD_VOLUME, path, f"volume {name!r} must have one source, found {' and '.join(sources)}")
        for source in sources:
            yield from _source(f"{path}.{source}", source, volume[source])


def _source(path: str, kind: str, source: JsonObject) -> Iterator[PodFinding]:
    yield from required(source, REQUIRED.get(kind, ()), path)
    yield from _fields(path, kind, source)
    if kind == "emptyDir":
        yield from _empty_dir(path, source)
    elif kind == "hostPath":
        if ".." in source.get("path", "").split("/"):
            yield error(Code.BAD_VOLUME, f"{path}.path", "must not contain '..'")
        yield from choice(source, "type", path, HOST_PATH_TYPES)
    elif kind in ("secret", "configMap"):
        yield from in_range(Code.BAD_VOLUME, source.get("defaultMode"), MODES, f"{path}.defaultMode")
        yield from _items(path, source)
    elif kind == "downwardAPI":
        yield from in_range(Code.BAD_VOLUME, source.get("defaultMode"), MODES, f"{path}.defaultMode")
        yield from _downward_items(path, source)
    elif kind == "projected":
        yield from _projected(path, source)
    elif kind == "nfs":
        if source.get("path") and not source["path"].startswith("/"):
            yield error(Code.BAD_VOLUME, f"{path}.path", f"{source['path']!r} must be an absolute path")
    elif kind == "csi":
        yield from _csi(path, source)
    elif kind == "image":
        yield from choice(source, "pullPolicy", path, PULL_POLICIES)
    elif kind == "ephemeral" and source.get("volumeClaimTemplate"):
        yield from validate_claim_template(f"{path}.volumeClaimTemplate", source["volumeClaimTemplate"])


def _fields(path: str, kind: str, source: JsonObject) -> Iterator[PodFinding]:
    if kind in _ONE_OF:
        given = {field: value for field, value in source.items() if value}
        yield from one_of(Code.BAD_VOLUME, given, _ONE_OF[kind], path, "the source")
    for (of, field), choices in _CHOICES.items():
        if kind == of:
            yield from choice(source, field, path, choices)
    if kind in _BYTES:
        field = _BYTES[kind]
        yield from in_range(Code.BAD_VOLUME, source.get(field), range(256), f"{path}.{field}")
    if kind == "fc" and source.get("targetWWNs") and source.get("lun") is None:
        yield error(Code.MISSING_FIELD, f"{path}.lun", "must be set with targetWWNs")


def _csi(path: str, source: JsonObject) -> Iterator[PodFinding]:
    driver = source.get("driver", "")
    if driver and (len(driver) > _DRIVER_LENGTH or not is_dns_subdomain(driver.lower())):
        message = f"{driver!r} is not a DNS-1123 subdomain of at most {_DRIVER_LENGTH} characters"
        yield error(Code.BAD_VOLUME, f"{path}.driver", message)
    if source.get("nodePublishSecretRef") is not None:
        yield from required(source["nodePublishSecretRef"], ["name"], f"{path}.nodePublishSecretRef")


def _made_claims(spec: JsonObject, pod_name: str) -> Iterator[PodFinding]:
    # The claim of an ephemeral volume is named after the Pod and the volume.
    volumes = spec.get("volumes", [])
    made = {f"{pod_name}-{volume.get('name', '')}" for volume in volumes if volume.get("ephemeral") is not None}
    for index, volume in enumerate(volumes):
        path = f"spec.volumes[{index}]"
        name = f"{pod_name}-{volume.get('name', '')}"
        if volume.get("ephemeral") is not None and is_dns_subdomain(pod_name) and not is_dns_subdomain(name):
            yield error(
                Code.BAD_VOLUME, f"{path}.name", f"{name!r}, the name of its claim, is not a DNS-1123 subdomain"
            )
        claim = (volume.get("persistentVolumeClaim") or {}).get("claimName")
        if claim in made:
            message = f"{claim!r} is the claim that an ephemeral volume makes"
            yield error(Code.CONTRADICTION, f"{path}.persistentVolumeClaim.claimName", message)


def _empty_dir(path: str, source: JsonObject) -> Iterator[PodFinding]:
    medium = source.get("medium", "")
    if medium not in ("", "Memory") and not medium.startswith("HugePages"):
        yield bad_choice(f"{path}.medium", medium, ("", "Memory", "HugePages-<size>"))
    size = source.get("sizeLimit")
    quantity = try_parse(size)
    if size is not None and (quantity is None or quantity.nanos < 0):
        yield error(Code.BAD_QUANTITY, f"{path}.sizeLimit", f"{size!r} is not a size")


def _items(path: str, source: JsonObject) -> Iterator[PodFinding]:
    for index, item in enumerate(source.get("items", [])):
        where = f"{path}.items[{index}]"
        yield from required(item, ["key"], where)
        yield from _file(where, item)
        yield from in_range(Code.BAD_VOLUME, item.get("mode"), MODES, f"{where}.mode")


def _downward_items(path: str, source: JsonObject) -> Iterator[PodFinding]:
    for index, item in enumerate(source.get("items", [])):
        where = f"{path}.items[{index}]"
        yield from _file(where, item)
        yield from in_range(Code.BAD_VOLUME, item.get("mode"), MODES, f"{where}.mode")
        yield from one_of(Code.BAD_VOLUME, item, ("fieldRef", "resourceFieldRef"), where, "an item")
        field = (item.get("fieldRef") or {}).get("fieldPath")
        if item.get("fieldRef") is not None and not _FIELD.fullmatch(field or ""):
            yield error(Code.BAD_VOLUME, f"{where}.fieldRef.fieldPath", f"{field!r} is not a field a volume can show")
        if item.get("fieldRef") is not None:
            yield from field_reference(Code.BAD_VOLUME, item["fieldRef"], f"{where}.fieldRef")
        if item.get("resourceFieldRef") is not None:
            yield from required(item["resourceFieldRef"], ["containerName"], f"{where}.resourceFieldRef")
            resource = item["resourceFieldRef"].get("resource", "")
            if not _RESOURCE.fullmatch(resource):
                yield error(Code.BAD_VOLUME, f"{where}.resourceFieldRef.resource", f"{resource!r} is not a resource")
            yield from divisor(Code.BAD_VOLUME, item["resourceFieldRef"], f"{where}.resourceFieldRef")


def _projected(path: str, source: JsonObject) -> Iterator[PodFinding]:
    yield from in_range(Code.BAD_VOLUME, source.get("defaultMode"), MODES, f"{path}.defaultMode")
    files: set[str] = set()
    for index, projection in enumerate(source.get("sources", [])):
        where = f"{path}.sources[{index}]"
        kinds = [kind for kind in PROJECTIONS if projection.get(kind) is not None]
        if len(kinds) > 1:
            message = f"a source must have at most one of {', '.join(PROJECTIONS)}; found {' and '.join(kinds)}"
            yield error(Code.BAD_VOLUME, where, message)
        for kind in ("secret", "configMap"):
            if projection.get(kind) is not None:
                yield from required(projection[kind], ["name"], f"{where}.{kind}")
                yield from _items(f"{where}.{kind}", projection[kind])
        if projection.get("downwardAPI") is not None:
            yield from _downward_items(f"{where}.downwardAPI", projection["downwardAPI"])
        token = projection.get("serviceAccountToken")
        if token is not None:
            yield from _file(f"{where}.serviceAccountToken", token)
            seconds = token.get("expirationSeconds")
            yield from in_range(Code.BAD_VOLUME, seconds, _EXPIRATION, f"{where}.serviceAccountToken.expirationSeconds")
        if projection.get("clusterTrustBundle") is not None:
            yield from _trust_bundle(f"{where}.clusterTrustBundle", projection["clusterTrustBundle"])
        for file_path, file in _projected_files(where, projection):
            if file and file in files:
                yield error(Code.BAD_VOLUME, file_path, f"a second source writes {file!r}")
            files.add(file)


def _trust_bundle(path: str, bundle: JsonObject) -> Iterator[PodFinding]:
    yield from _file(path, bundle)
    yield from one_of(Code.BAD_VOLUME, bundle, ("name", "signerName"), path, "a trust bundle")
    if bundle.get("name") is not None and bundle.get("labelSelector") is not None:
        yield error(Code.CONTRADICTION, f"{path}.labelSelector", "needs signerName")
    yield from validate_selector(f"{path}.labelSelector", bundle.get("labelSelector"))


def _projected_files(path: str, projection: JsonObject) -> Iterator[tuple[str, str]]:
    for kind in ("secret", "configMap", "downwardAPI"):
        for index, item in enumerate((projection.get(kind) or {}).get("items", [])):
            yield f"{path}.{kind}.items[{index}].path", item.get("path", "")
    # The API server does not compare the path of a serviceAccountToken.
    if projection.get("clusterTrustBundle") is not None:
        yield f"{path}.clusterTrustBundle.path", projection["clusterTrustBundle"].get("path", "")


def _file(path: str, item: JsonObject) -> Iterator[PodFinding]:
    yield from required(item, ["path"], path)
    file = item.get("path", "")
    if file and (not is_local_path(file) or file.startswith("..")):
        yield error(Code.BAD_VOLUME, f"{path}.path", f"{file!r} must be a relative path without '..'")
