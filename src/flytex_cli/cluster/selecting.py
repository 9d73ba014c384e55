"""Which nodes a Pod selects, by Kubernetes' own rules (`k8s.io/component-helpers/scheduling/corev1`)."""

from __future__ import annotations

from collections.abc import Mapping

from flytex_cli.wire.struct import JsonObject

REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
PASSING = ("node.kubernetes.io/", "node.cloudprovider.kubernetes.io/")
"""Taints that Kubernetes itself sets and takes away: not ready, cordoned, under pressure."""


def unmet_label(spec: JsonObject, labels: Mapping[str, str]) -> str | None:
    """Return the first label of `nodeSelector` that a node does not have."""
    for key, value in sorted((spec.get("nodeSelector") or {}).items()):
        if labels.get(key) != str(value):
            return f"{key}={value}"
    return None


def unmet_affinity(spec: JsonObject, labels: Mapping[str, str], name: str) -> str | None:
    """Return a requirement of the required node affinity that a node does not meet; None where some term is met."""
    affinity = (spec.get("affinity") or {}).get("nodeAffinity") or {}
    if REQUIRED not in affinity:
        return None
    unmet: list[str] = []
    for term in affinity[REQUIRED].get("nodeSelectorTerms") or ():
        expressions = term.get("matchExpressions") or []
        fields = term.get("matchFields") or []
        failed = [_text(each) for each in expressions if not matches(each, labels)]
        failed += [_text(each) for each in fields if not matches(each, {"metadata.name": name})]
        if not failed and (expressions or fields):
            return None
        unmet += failed
    return unmet[0] if unmet else "an empty term, which no node meets"


def matches(requirement: JsonObject, labels: Mapping[str, str]) -> bool:
    """Whether labels meet one requirement."""
    own, values = labels.get(requirement.get("key", "")), [str(each) for each in requirement.get("values") or ()]
    operator = requirement.get("operator")
    if operator == "In":
        return own in values
    if operator == "NotIn":
        return own not in values
    if operator in ("Exists", "DoesNotExist"):
        return (own is not None) is (operator == "Exists")
    try:
        number, bound = int(own or ""), int("".join(values))
    except ValueError:
        return False
    return number > bound if operator == "Gt" else operator == "Lt" and number < bound


def untolerated(spec: JsonObject, taints: object) -> str | None:
    """Return the first taint of a node that keeps the Pod away."""
    for taint in taints if isinstance(taints, list) else ():
        key, effect = str(taint.get("key", "")), taint.get("effect")
        if effect not in ("NoSchedule", "NoExecute") or key.startswith(PASSING):
            continue
        if not any(_tolerates(each, taint) for each in spec.get("tolerations") or ()):
            value = f"={taint['value']}" if taint.get("value") else ""
            return f"{key}{value}:{effect}"
    return None


def _tolerates(toleration: JsonObject, taint: JsonObject) -> bool:
    if toleration.get("effect") and toleration["effect"] != taint.get("effect"):
        return False
    if toleration.get("key") and toleration["key"] != taint.get("key"):
        return False
    operator = toleration.get("operator") or "Equal"
    if operator == "Exists":
        return True
    same = str(toleration.get("value") or "") == str(taint.get("value") or "")
    return operator == "Equal" and bool(toleration.get("key")) and same


def _text(requirement: JsonObject) -> str:
    values = ", ".join(str(each) for each in requirement.get("values") or ())
    return f"{requirement.get('key')} {requirement.get('operator')} {values}".rstrip()
