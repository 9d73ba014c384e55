"""The rules of the API server that no schema states: what it would refuse in a finished Pod.

Structure (unknown fields, wrong JSON types) is taken care of where foreign objects are decoded.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.names import is_dns_label, is_dns_subdomain, is_label_key
from flytex_cli.pods.origins import child
from flytex_cli.pods.validation_affinity import validate_affinity
from flytex_cli.pods.validation_annotations import validate_annotations
from flytex_cli.pods.validation_claims import validate_resource_claims
from flytex_cli.pods.validation_container import validate_containers
from flytex_cli.pods.validation_labels import validate_label
from flytex_cli.pods.validation_os import validate_os
from flytex_cli.pods.validation_pod import validate_pod_level
from flytex_cli.pods.validation_resources import validate_pod_resources
from flytex_cli.pods.validation_scheduling import validate_scheduling
from flytex_cli.pods.validation_security import validate_pod_security
from flytex_cli.pods.validation_volumes import validate_volumes
from flytex_cli.wire.struct import JsonObject

ANNOTATIONS_LIMIT = 256 * 1024


def validate_pod(pod: JsonObject) -> tuple[PodFinding, ...]:
    """Return the errors the API server would give for a `v1` Pod."""
    spec = pod.get("spec", {})
    metadata = pod.get("metadata", {})
    return (
        *_metadata(metadata),
        *validate_annotations(metadata.get("annotations") or {}, spec),
        *validate_pod_level(spec),
        *validate_os(spec),
        *validate_pod_security(spec),
        *validate_volumes(spec, metadata.get("name", "")),
        *validate_resource_claims(spec),
        *validate_containers(spec),
        *validate_pod_resources(spec),
        *validate_scheduling(spec),
        *validate_affinity(spec, metadata.get("labels") or {}),
    )


def _metadata(metadata: JsonObject) -> Iterator[PodFinding]:
    name = metadata.get("name", "")
    if not is_dns_subdomain(name):
        yield error(Code.BAD_NAME, "metadata.name", f"{name!r} is not a DNS-1123 subdomain of at most 253 characters")
    if not is_dns_label(metadata.get("namespace", "default")):
        yield error(Code.BAD_NAME, "metadata.namespace", f"{metadata['namespace']!r} is not a DNS-1123 label")
    for key, value in metadata.get("labels", {}).items():
        yield from validate_label(child("metadata.labels", key), key, value)
    annotations = metadata.get("annotations", {})
    for key in annotations:
        # Annotation keys are checked in lower case.
        if not is_label_key(key.lower()):
            yield error(Code.BAD_LABEL, child("metadata.annotations", key), f"{key!r} is not an annotation key")
    size = sum(len(key.encode()) + len(value.encode()) for key, value in annotations.items())
    if size > ANNOTATIONS_LIMIT:
        yield error(
            Code.ANNOTATIONS_TOO_LARGE, "metadata.annotations", f"{size} bytes of annotations; 262144 are allowed"
        )
