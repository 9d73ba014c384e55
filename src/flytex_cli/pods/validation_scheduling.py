"""The API server's rules for which nodes a Pod may be on: tolerations, node selector, node affinity."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.names import is_dns_subdomain, is_label_key, is_label_value
from flytex_cli.pods.origins import child
from flytex_cli.pods.validation_common import bad_choice
from flytex_cli.pods.validation_labels import validate_label
from flytex_cli.wire.struct import JsonObject

_EFFECTS = ("", "NoSchedule", "PreferNoSchedule", "NoExecute")
_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"


def validate_scheduling(spec: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of tolerations, node selector and node affinity."""
    for index, toleration in enumerate(spec.get("tolerations", [])):
        yield from _toleration(f"spec.tolerations[{index}]", toleration)
    for key, value in spec.get("nodeSelector", {}).items():
        yield from validate_label(child("spec.nodeSelector", key), key, value)
    yield from _node_affinity((spec.get("affinity") or {}).get("nodeAffinity") or {})


def _toleration(path: str, toleration: JsonObject) -> Iterator[PodFinding]:
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


def _node_affinity(affinity: JsonObject) -> Iterator[PodFinding]:
    base = "spec.affinity.nodeAffinity"
    needed = affinity.get(_REQUIRED)
    if needed is not None:
        path = f"{base}.{_REQUIRED}.nodeSelectorTerms"
        terms = needed.get("nodeSelectorTerms", [])
        if not terms:
            yield error(Code.BAD_NODE_AFFINITY, path, "at least one node selector term is required")
        for index, term in enumerate(terms):
            yield from _term(f"{path}[{index}]", term)
            yield from _label_values(f"{path}[{index}]", term)
    for index, preferred in enumerate(affinity.get(_PREFERRED, [])):
        path = f"{base}.{_PREFERRED}[{index}]"
        if not 1 <= preferred.get("weight", 0) <= 100:
            yield error(Code.BAD_NODE_AFFINITY, f"{path}.weight", "the weight must be between 1 and 100")
        yield from _term(f"{path}.preference", preferred.get("preference", {}))


def _term(path: str, term: JsonObject) -> Iterator[PodFinding]:
    for index, requirement in enumerate(term.get("matchFields", [])):
        where = f"{path}.matchFields[{index}]"
        values = requirement.get("values", [])
        if requirement.get("key") != "metadata.name":
            yield error(Code.BAD_NODE_AFFINITY, f"{where}.key", "the only field is metadata.name")
        if requirement.get("operator") not in ("In", "NotIn"):
            yield bad_choice(f"{where}.operator", requirement.get("operator", ""), ("In", "NotIn"))
        if len(values) != 1:
            yield error(Code.BAD_NODE_AFFINITY, f"{where}.values", "one value is needed")
        elif not is_dns_subdomain(values[0]):
            yield error(Code.BAD_NODE_AFFINITY, f"{where}.values", f"{values[0]!r} is not the name of a node")
    for index, requirement in enumerate(term.get("matchExpressions", [])):
        where = f"{path}.matchExpressions[{index}]"
        key, operator = requirement.get("key", ""), requirement.get("operator", "")
        values = requirement.get("values", [])
        if not is_label_key(key):
            yield error(Code.BAD_NODE_AFFINITY, f"{where}.key", f"{key!r} is not a label key")
        if operator in ("In", "NotIn"):
            if not values:
                yield error(Code.BAD_NODE_AFFINITY, f"{where}.values", f"the operator {operator} needs values")
        elif operator in ("Exists", "DoesNotExist"):
            if values:
                yield error(Code.BAD_NODE_AFFINITY, f"{where}.values", f"the operator {operator} takes no values")
        elif operator in ("Gt", "Lt"):
            if len(values) != 1:
                yield error(Code.BAD_NODE_AFFINITY, f"{where}.values", f"the operator {operator} needs one value")
        else:
            yield bad_choice(f"{where}.operator", operator, ("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"))


def _label_values(path: str, term: JsonObject) -> Iterator[PodFinding]:
    # Those of a preferred term are not looked at: such a term just never matches.
    for index, requirement in enumerate(term.get("matchExpressions", [])):
        for value in requirement.get("values", []):
            if not is_label_value(value):
                where = f"{path}.matchExpressions[{index}].values"
                yield error(Code.BAD_NODE_AFFINITY, where, f"{value!r} is not a label value")
