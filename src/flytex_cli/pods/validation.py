"""The rules of the API server that no schema states: what it would refuse in a finished Pod.

Structure (unknown fields, wrong JSON types) is taken care of where foreign objects are decoded.
"""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.names import is_dns_label, is_dns_subdomain, is_label_key, is_label_value
from flytex_cli.pods.origins import child
from flytex_cli.pods.validation_common import bad_choice
from flytex_cli.pods.validation_container import validate_containers
from flytex_cli.pods.validation_pod import validate_pod_level
from flytex_cli.pods.validation_security import validate_pod_security
from flytex_cli.pods.validation_volumes import validate_volumes
from flytex_cli.wire.struct import JsonObject

ANNOTATIONS_LIMIT = 256 * 1024
_EFFECTS = ("", "NoSchedule", "PreferNoSchedule", "NoExecute")


def validate_pod(pod: JsonObject) -> tuple[PodFinding, ...]:
    """Return the errors the API server would give for a `v1` Pod."""
    spec = pod.get("spec", {})
    return (
        *_metadata(pod.get("metadata", {})),
        *validate_pod_level(spec),
        *validate_pod_security(spec),
        *validate_volumes(spec),
        *validate_containers(spec),
        *_tolerations(spec),
        *_node_selector(spec),
        *_node_affinity(spec),
    )


def _metadata(metadata: JsonObject) -> Iterator[PodFinding]:
    name = metadata.get("name", "")
    if not is_dns_subdomain(name):
        yield error(Code.BAD_NAME, "metadata.name", f"{name!r} is not a DNS-1123 subdomain of at most 253 characters")
    if not is_dns_label(metadata.get("namespace", "default")):
        yield error(Code.BAD_NAME, "metadata.namespace", f"{metadata['namespace']!r} is not a DNS-1123 label")
    for key, value in metadata.get("labels", {}).items():
        yield from _label(child("metadata.labels", key), key, value)
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


def _label(path: str, key: str, value: str) -> Iterator[PodFinding]:
    if not is_label_key(key):
        yield error(Code.BAD_LABEL, path, f"{key!r} is not a label key")
    if not is_label_value(value):
        yield error(
            Code.BAD_LABEL,
            path,
            f"{value!r} is not a label value",
            "at most 63 letters, digits, '-', '_', '.', with a letter or digit at both ends",
        )


def _tolerations(spec: JsonObject) -> Iterator[PodFinding]:
    for index, toleration in enumerate(spec.get("tolerations", [])):
        path = f"spec.tolerations[{index}]"
        key, operator = toleration.get("key", ""), toleration.get("operator", "Equal") or "Equal"
        value, effect = toleration.get("value", ""), toleration.get("effect", "")
        if key and not is_label_key(key):
            yield error(Code.BAD_TOLERATION, f"{path}.key", f"{key!r} is not a taint key")
        if operator not in ("Equal", "Exists"):
            yield bad_choice(f"{path}.operator", operator, ("Equal", "Exists"))
        if not key and operator == "Equal":
            yield error(Code.BAD_TOLERATION, f"{path}.operator", "an empty key needs the operator Exists")
        if operator == "Exists" and value:
            yield error(Code.BAD_TOLERATION, f"{path}.value", f"the operator Exists takes no value, found {value!r}")
        if operator == "Equal" and not is_label_value(value):
            yield error(Code.BAD_TOLERATION, f"{path}.value", f"{value!r} is not a label value")
        if effect not in _EFFECTS:
            yield bad_choice(f"{path}.effect", effect, _EFFECTS)
        if "tolerationSeconds" in toleration and effect != "NoExecute":
            yield error(Code.BAD_TOLERATION, f"{path}.effect", "tolerationSeconds needs the effect NoExecute")


def _node_selector(spec: JsonObject) -> Iterator[PodFinding]:
    for key, value in spec.get("nodeSelector", {}).items():
        yield from _label(child("spec.nodeSelector", key), key, value)


def _node_affinity(spec: JsonObject) -> Iterator[PodFinding]:
    affinity = (spec.get("affinity") or {}).get("nodeAffinity") or {}
    required = affinity.get("requiredDuringSchedulingIgnoredDuringExecution")
    base = "spec.affinity.nodeAffinity"
    if required is not None:
        path = f"{base}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"
        terms = required.get("nodeSelectorTerms", [])
        if not terms:
            yield error(Code.BAD_NODE_AFFINITY, path, "at least one node selector term is required")
        for index, term in enumerate(terms):
            yield from _node_selector_term(f"{path}[{index}]", term)
    for index, preferred in enumerate(affinity.get("preferredDuringSchedulingIgnoredDuringExecution", [])):
        path = f"{base}.preferredDuringSchedulingIgnoredDuringExecution[{index}]"
        if not 1 <= preferred.get("weight", 0) <= 100:
            yield error(Code.BAD_NODE_AFFINITY, f"{path}.weight", "the weight must be between 1 and 100")
        yield from _node_selector_term(f"{path}.preference", preferred.get("preference", {}))


def _node_selector_term(path: str, term: JsonObject) -> Iterator[PodFinding]:
    for index, requirement in enumerate(term.get("matchFields", [])):
        where = f"{path}.matchFields[{index}]"
        if requirement.get("key") != "metadata.name":
            yield error(Code.BAD_NODE_AFFINITY, f"{where}.key", "the only field is metadata.name")
        if requirement.get("operator") not in ("In", "NotIn"):
            yield bad_choice(f"{where}.operator", requirement.get("operator", ""), ("In", "NotIn"))
        if len(requirement.get("values", [])) != 1:
            yield error(Code.BAD_NODE_AFFINITY, f"{where}.values", "one value is needed")
    for index, requirement in enumerate(term.get("matchExpressions", [])):
        where = f"{path}.matchExpressions[{index}]"
        key, operator = requirement.get("key", ""), requirement.get("operator", "")
        values = requirement.get("values", [])
        if not is_label_key(key):
            yield error(Code.BAD_NODE_AFFINITY, f"{where}.key", f"{key!r} is not a label key")
        if operator in ("In", "NotIn"):
            if not values:
                yield error(Code.BAD_NODE_AFFINITY, f"{where}.values", f"the operator {operator} needs values")
            for value in values:
                if not is_label_value(value):
                    yield error(Code.BAD_NODE_AFFINITY, f"{where}.values", f"{value!r} is not a label value")
        elif operator in ("Exists", "DoesNotExist"):
            if values:
                yield error(Code.BAD_NODE_AFFINITY, f"{where}.values", f"the operator {operator} takes no values")
        elif operator in ("Gt", "Lt"):
            if len(values) != 1:
                yield error(Code.BAD_NODE_AFFINITY, f"{where}.values", f"the operator {operator} needs one value")
        else:
            yield bad_choice(f"{where}.operator", operator, ("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"))
