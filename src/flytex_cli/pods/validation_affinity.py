"""The API server's rules for where a Pod may be beside others: affinity, anti-affinity, topology spread."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.names import is_dns_label, is_label_key
from flytex_cli.pods.validation_common import choice, in_range, required
from flytex_cli.pods.validation_labels import selector_keys, validate_selector
from flytex_cli.wire.struct import JsonObject


def validate_affinity(spec: JsonObject, labels: Collection[str]) -> Iterator[PodFinding]:
    """Yield the errors of affinities and spread constraints.

    Args:
        labels: keys of the Pod's own labels.
    """
    yield from _topology(spec, labels)
    for kind in ("podAffinity", "podAntiAffinity"):
        own = (spec.get("affinity") or {}).get(kind) or {}
        base = f"spec.affinity.{kind}"
        for index, term in enumerate(own.get("requiredDuringSchedulingIgnoredDuringExecution", [])):
            yield from _term(f"{base}.requiredDuringSchedulingIgnoredDuringExecution[{index}]", term, labels)
        for index, weighted in enumerate(own.get("preferredDuringSchedulingIgnoredDuringExecution", [])):
            path = f"{base}.preferredDuringSchedulingIgnoredDuringExecution[{index}]"
            yield from in_range(Code.BAD_TOPOLOGY, weighted.get("weight", 0), range(1, 101), f"{path}.weight")
            yield from _term(f"{path}.podAffinityTerm", weighted.get("podAffinityTerm") or {}, labels)


def _topology(spec: JsonObject, labels: Collection[str]) -> Iterator[PodFinding]:
    seen: set[tuple[str, str]] = set()
    for index, constraint in enumerate(spec.get("topologySpreadConstraints", [])):
        path = f"spec.topologySpreadConstraints[{index}]"
        key, unsatisfiable = constraint.get("topologyKey", ""), constraint.get("whenUnsatisfiable", "")
        if constraint.get("maxSkew", 0) <= 0:
            yield error(Code.BAD_TOPOLOGY, f"{path}.maxSkew", "must be greater than 0")
        yield from required(constraint, ["topologyKey", "whenUnsatisfiable"], path)
        yield from choice(constraint, "whenUnsatisfiable", path, ("DoNotSchedule", "ScheduleAnyway"))
        for field in ("nodeAffinityPolicy", "nodeTaintsPolicy"):
            yield from choice(constraint, field, path, ("Honor", "Ignore"))
        yield from validate_selector(f"{path}.labelSelector", constraint.get("labelSelector"))
        yield from _match_label_keys(path, constraint, labels)
        domains = constraint.get("minDomains")
        if domains is not None and (domains <= 0 or unsatisfiable != "DoNotSchedule"):
            message = "must be greater than 0, and needs whenUnsatisfiable: DoNotSchedule"
            yield error(Code.BAD_TOPOLOGY, f"{path}.minDomains", message)
        if (key, unsatisfiable) in seen:
            yield error(Code.BAD_TOPOLOGY, path, f"a second constraint on {key!r} with {unsatisfiable}")
        seen.add((key, unsatisfiable))


def _term(path: str, term: JsonObject, labels: Collection[str]) -> Iterator[PodFinding]:
    for field in ("labelSelector", "namespaceSelector"):
        yield from validate_selector(f"{path}.{field}", term.get(field))
    for index, namespace in enumerate(term.get("namespaces", [])):
        if not is_dns_label(namespace):
            yield error(Code.BAD_NAME, f"{path}.namespaces[{index}]", f"{namespace!r} is not a DNS-1123 label")
    yield from _match_label_keys(path, term, labels)
    for index, key in enumerate(term.get("matchLabelKeys", [])):
        if key in term.get("mismatchLabelKeys", []):
            message = f"{key!r} stands in mismatchLabelKeys too"
            yield error(Code.CONTRADICTION, f"{path}.matchLabelKeys[{index}]", message)
    yield from required(term, ["topologyKey"], path)
    key = term.get("topologyKey", "")
    if key and not is_label_key(key):
        yield error(Code.BAD_TOPOLOGY, f"{path}.topologyKey", f"{key!r} is not a label key")


def _match_label_keys(path: str, term: JsonObject, labels: Collection[str]) -> Iterator[PodFinding]:
    # The API server adds the Pod's own label of each key to the selector, which must not speak of it already.
    selector = term.get("labelSelector")
    for field in ("matchLabelKeys", "mismatchLabelKeys"):
        keys = term.get(field, [])
        if keys and selector is None:
            yield error(Code.CONTRADICTION, f"{path}.{field}", "needs a labelSelector")
            continue
        for index, key in enumerate(keys):
            where = f"{path}.{field}[{index}]"
            if not is_label_key(key):
                yield error(Code.BAD_TOPOLOGY, where, f"{key!r} is not a label key")
            elif field == "matchLabelKeys" and key in labels and key in selector_keys(selector):
                yield error(Code.CONTRADICTION, where, f"{key!r} stands in the labelSelector too")
