"""The API server's rules for volumes whose files show secrets, config maps, the Pod's own fields and tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.validation_common import (
    MODES,
    divisor,
    field_reference,
    in_range,
    is_local_path,
    one_of,
    required,
)
from flytex_cli.pods.validation_labels import validate_selector
from flytex_cli.wire.struct import JsonObject

PROJECTIONS = ("secret", "configMap", "downwardAPI", "serviceAccountToken", "clusterTrustBundle", "podCertificate")
_FIELD = re.compile(r"metadata\.(name|namespace|uid|labels|annotations)|metadata\.(labels|annotations)\['[^']+'\]")
_RESOURCE = re.compile(r"(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)")
_EXPIRATION = range(600, 2**32 + 1)


def validate_items(path: str, source: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of the keys of a secret or configMap that become files."""
    for index, item in enumerate(source.get("items", [])):
        where = f"{path}.items[{index}]"
        yield from required(item, ["key"], where)
        yield from _file(where, item)
        yield from in_range(Code.BAD_VOLUME, item.get("mode"), MODES, f"{where}.mode")


def validate_downward_items(path: str, source: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of the fields of the Pod that become files."""
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


def validate_projected(path: str, source: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of a volume that shows several sources."""
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
                yield from validate_items(f"{where}.{kind}", projection[kind])
        if projection.get("downwardAPI") is not None:
            yield from validate_downward_items(f"{where}.downwardAPI", projection["downwardAPI"])
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
