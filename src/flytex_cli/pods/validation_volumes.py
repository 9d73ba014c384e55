"""The API server's rules for volumes (`validateVolumeSource`)."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.names import is_dns_label, is_dns_subdomain
from flytex_cli.pods.quantity import try_parse
from flytex_cli.pods.validation_claims import validate_claim_template
from flytex_cli.pods.validation_common import MODES, bad_choice, choice, in_range, one_of, required
from flytex_cli.pods.validation_files import validate_downward_items, validate_items, validate_projected
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
_ONE_OF = {"fc": ("targetWWNs", "wwids"), "flocker": ("datasetName", "datasetUUID")}
_CHOICES = {
    ("azureDisk", "cachingMode"): ("None", "ReadOnly", "ReadWrite"),
    ("azureDisk", "kind"): ("Shared", "Dedicated", "Managed"),
}
_BYTES = {"awsElasticBlockStore": "partition", "fc": "lun", "gcePersistentDisk": "partition", "iscsi": "lun"}
_DRIVER_LENGTH = 63


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
        yield from validate_items(path, source)
    elif kind == "downwardAPI":
        yield from in_range(Code.BAD_VOLUME, source.get("defaultMode"), MODES, f"{path}.defaultMode")
        yield from validate_downward_items(path, source)
    elif kind == "projected":
        yield from validate_projected(path, source)
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
