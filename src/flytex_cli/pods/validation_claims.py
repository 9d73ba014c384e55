"""The API server's rules for claims: of devices (`resourceClaims`), and of volumes that live as long as the Pod."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.names import is_dns_label, is_dns_subdomain, is_label_key
from flytex_cli.pods.origins import child
from flytex_cli.pods.quantity import try_parse
from flytex_cli.pods.validation_common import bad_choice, choice, one_of, required
from flytex_cli.pods.validation_labels import validate_label, validate_selector
from flytex_cli.wire.struct import JsonObject

CLAIMS = ("resourceClaimName", "resourceClaimTemplateName")
ACCESS_MODES = ("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")
_TEMPLATE_METADATA = ("labels", "annotations")


def validate_resource_claims(spec: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of the Pod's claims of devices."""
    seen: set[str] = set()
    for index, claim in enumerate(spec.get("resourceClaims", [])):
        path = f"spec.resourceClaims[{index}]"
        name = claim.get("name", "")
        if not is_dns_label(name):
            yield error(Code.BAD_NAME, f"{path}.name", f"{name!r} is not a DNS-1123 label")
        elif name in seen:
            yield error(Code.BAD_NAME, f"{path}.name", f"a second claim is named {name!r}")
        seen.add(name)
        yield from one_of(Code.CONTRADICTION, claim, CLAIMS, path, "a resource claim")
        for field in CLAIMS:
            if claim.get(field) is not None and not is_dns_subdomain(claim[field]):
                yield error(Code.BAD_NAME, f"{path}.{field}", f"{claim[field]!r} is not a DNS-1123 subdomain")


def validate_used_claims(path: str, container: JsonObject, spec: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of the claims that one container uses."""
    known = {claim.get("name") for claim in spec.get("resourceClaims", [])}
    used: set[tuple[str, str]] = set()
    for index, claim in enumerate((container.get("resources") or {}).get("claims", [])):
        where = f"{path}.resources.claims[{index}]"
        name, request = claim.get("name", ""), claim.get("request", "")
        if not name or name not in known:
            message = f"there is no resource claim {name!r}"
            yield error(Code.CONTRADICTION, f"{where}.name", message, "add it to spec.resourceClaims")
        if request and not is_dns_label(request):
            yield error(Code.BAD_NAME, f"{where}.request", f"{request!r} is not a DNS-1123 label")
        if (name, request) in used:
            yield error(Code.CONTRADICTION, where, f"the claim {name!r} is used twice")
        used.add((name, request))


def validate_claim_template(path: str, template: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of an `ephemeral.volumeClaimTemplate`."""
    metadata = template.get("metadata") or {}
    for field in metadata:
        if field not in _TEMPLATE_METADATA and metadata[field]:
            yield error(Code.CONTRADICTION, f"{path}.metadata.{field}", "only labels and annotations can be set")
    for key, value in (metadata.get("labels") or {}).items():
        yield from validate_label(child(f"{path}.metadata.labels", key), key, value)
    for key in metadata.get("annotations") or {}:
        if not is_label_key(key.lower()):
            where = child(f"{path}.metadata.annotations", key)
            yield error(Code.BAD_LABEL, where, f"{key!r} is not an annotation key")
    yield from _claim(f"{path}.spec", template.get("spec") or {})


def _claim(path: str, claim: JsonObject) -> Iterator[PodFinding]:
    yield from required(claim, ["accessModes"], path)
    modes = claim.get("accessModes", [])
    for index, mode in enumerate(modes):
        if mode not in ACCESS_MODES:
            yield bad_choice(f"{path}.accessModes[{index}]", mode, ACCESS_MODES)
    if "ReadWriteOncePod" in modes and set(modes) & set(ACCESS_MODES) != {"ReadWriteOncePod"}:
        yield error(Code.CONTRADICTION, f"{path}.accessModes", "ReadWriteOncePod must be the only one")
    storage = ((claim.get("resources") or {}).get("requests") or {}).get("storage")
    where = f"{path}.resources.requests.storage"
    size = try_parse(storage)
    if not storage:
        yield error(Code.MISSING_FIELD, where, "storage must be set")
    elif size is None or size.nanos <= 0:
        yield error(Code.BAD_QUANTITY, where, f"{storage!r} is not a size greater than 0")
    yield from choice(claim, "volumeMode", path, ("Block", "Filesystem"))
    for field in ("storageClassName", "volumeAttributesClassName"):
        if claim.get(field) and not is_dns_subdomain(claim[field]):
            yield error(Code.BAD_NAME, f"{path}.{field}", f"{claim[field]!r} is not a DNS-1123 subdomain")
    yield from validate_selector(f"{path}.selector", claim.get("selector"))
    source, reference = claim.get("dataSource"), claim.get("dataSourceRef")
    for field, given in (("dataSource", source), ("dataSourceRef", reference)):
        if given is not None:
            yield from required(given, ["kind", "name"], f"{path}.{field}")
            if not given.get("apiGroup") and given.get("kind", "PersistentVolumeClaim") != "PersistentVolumeClaim":
                message = "must be PersistentVolumeClaim where no apiGroup is set"
                yield error(Code.CONTRADICTION, f"{path}.{field}.kind", message)
    if source is not None and reference is not None and source != reference:
        yield error(Code.CONTRADICTION, f"{path}.dataSource", "must say the same as dataSourceRef")
