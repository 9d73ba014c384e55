"""The API server's rules for the Pod as a whole: names, DNS, scheduling (`ValidatePodSpec`)."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.names import is_dns_label, is_dns_subdomain, is_label_key, is_label_value
from flytex_cli.pods.origins import child
from flytex_cli.pods.validation_common import MAX_ID, bad_choice, choice, in_range, required
from flytex_cli.wire.struct import JsonObject

RESTART_POLICIES = ("Always", "OnFailure", "Never")
DNS_POLICIES = ("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None")
_NAMESERVERS, _SEARCHES, _SEARCH_CHARACTERS = 3, 32, 2048
_SELECTOR_OPERATORS = ("In", "NotIn", "Exists", "DoesNotExist")
_SUBDOMAINS = ("serviceAccountName", "nodeName", "priorityClassName", "runtimeClassName")


def validate_pod_level(spec: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of the fields beside containers and volumes."""
    yield from choice(spec, "restartPolicy", "spec", RESTART_POLICIES)
    yield from choice(spec, "preemptionPolicy", "spec", ("PreemptLowerPriority", "Never"))
    yield from choice(spec.get("os") or {}, "name", "spec.os", ("linux", "windows"))
    grace = spec.get("terminationGracePeriodSeconds", 0)
    if grace < 0:
        yield error(Code.BAD_CHOICE, "spec.terminationGracePeriodSeconds", f"{grace} is negative")
    deadline = spec.get("activeDeadlineSeconds")
    yield from in_range(Code.BAD_CHOICE, deadline, range(1, MAX_ID + 1), "spec.activeDeadlineSeconds")
    for field in _SUBDOMAINS:
        if spec.get(field) and not is_dns_subdomain(spec[field]):
            yield error(Code.BAD_NAME, f"spec.{field}", f"{spec[field]!r} is not a DNS-1123 subdomain")
    for field in ("hostname", "subdomain"):
        if spec.get(field) and not is_dns_label(spec[field]):
            yield error(Code.BAD_NAME, f"spec.{field}", f"{spec[field]!r} is not a DNS-1123 label")
    if spec.get("ephemeralContainers"):
        yield error(Code.CONTRADICTION, "spec.ephemeralContainers", "cannot be set when a Pod is created")
    if spec.get("nodeName") and spec.get("schedulingGates"):
        yield error(Code.CONTRADICTION, "spec.nodeName", "cannot be combined with schedulingGates")
    for field, key in (("readinessGates", "conditionType"), ("schedulingGates", "name")):
        for index, gate in enumerate(spec.get(field, [])):
            if not is_label_key(gate.get(key, "")):
                yield error(
                    Code.BAD_NAME, f"spec.{field}[{index}].{key}", f"{gate.get(key, '')!r} is no qualified name"
                )
    yield from _dns(spec)
    yield from _host_aliases(spec)
    yield from _topology(spec)
    yield from _pod_affinity(spec)


def _dns(spec: JsonObject) -> Iterator[PodFinding]:
    yield from choice(spec, "dnsPolicy", "spec", DNS_POLICIES)
    config = spec.get("dnsConfig")
    if spec.get("dnsPolicy") == "None" and config is None:
        yield error(Code.BAD_DNS, "spec.dnsConfig", "must be set for the dnsPolicy None")
    config = config or {}
    servers, searches = config.get("nameservers", []), config.get("searches", [])
    if spec.get("dnsPolicy") == "None" and spec.get("dnsConfig") is not None and not servers:
        yield error(Code.BAD_DNS, "spec.dnsConfig.nameservers", "at least one is needed for the dnsPolicy None")
    if len(servers) > _NAMESERVERS:
        message = f"{len(servers)} nameservers; {_NAMESERVERS} are allowed"
        yield error(Code.BAD_DNS, "spec.dnsConfig.nameservers", message)
    for index, server in enumerate(servers):
        if not _is_ip(server):
            yield error(Code.BAD_DNS, f"spec.dnsConfig.nameservers[{index}]", f"{server!r} is not an IP address")
    if len(searches) > _SEARCHES or len(" ".join(searches)) > _SEARCH_CHARACTERS:
        message = f"at most {_SEARCHES} domains and {_SEARCH_CHARACTERS} characters are allowed"
        yield error(Code.BAD_DNS, "spec.dnsConfig.searches", message)
    for index, search in enumerate(searches):
        # A name may end with a dot, and the dot alone is the root.
        if search != "." and not is_dns_subdomain(search.removesuffix(".").replace("_", "-")):
            yield error(Code.BAD_DNS, f"spec.dnsConfig.searches[{index}]", f"{search!r} is not a domain")
    for index, option in enumerate(config.get("options", [])):
        yield from required(option, ["name"], f"spec.dnsConfig.options[{index}]")


def _host_aliases(spec: JsonObject) -> Iterator[PodFinding]:
    for index, alias in enumerate(spec.get("hostAliases", [])):
        path = f"spec.hostAliases[{index}]"
        if not _is_ip(alias.get("ip", "")):
            yield error(Code.BAD_DNS, f"{path}.ip", f"{alias.get('ip', '')!r} is not an IP address")
        for place, name in enumerate(alias.get("hostnames", [])):
            if not is_dns_subdomain(name):
                yield error(Code.BAD_DNS, f"{path}.hostnames[{place}]", f"{name!r} is not a DNS-1123 subdomain")


def _topology(spec: JsonObject) -> Iterator[PodFinding]:
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
        yield from _selector(f"{path}.labelSelector", constraint.get("labelSelector"))
        domains = constraint.get("minDomains")
        if domains is not None and (domains <= 0 or unsatisfiable != "DoNotSchedule"):
            message = "must be greater than 0, and needs whenUnsatisfiable: DoNotSchedule"
            yield error(Code.BAD_TOPOLOGY, f"{path}.minDomains", message)
        if (key, unsatisfiable) in seen:
            yield error(Code.BAD_TOPOLOGY, path, f"a second constraint on {key!r} with {unsatisfiable}")
        seen.add((key, unsatisfiable))


def _pod_affinity(spec: JsonObject) -> Iterator[PodFinding]:
    for kind in ("podAffinity", "podAntiAffinity"):
        own = (spec.get("affinity") or {}).get(kind) or {}
        base = f"spec.affinity.{kind}"
        for index, term in enumerate(own.get("requiredDuringSchedulingIgnoredDuringExecution", [])):
            path = f"{base}.requiredDuringSchedulingIgnoredDuringExecution[{index}]"
            yield from _topology_key(path, term)
        for index, weighted in enumerate(own.get("preferredDuringSchedulingIgnoredDuringExecution", [])):
            path = f"{base}.preferredDuringSchedulingIgnoredDuringExecution[{index}]"
            yield from in_range(Code.BAD_TOPOLOGY, weighted.get("weight", 0), range(1, 101), f"{path}.weight")
            yield from _topology_key(f"{path}.podAffinityTerm", weighted.get("podAffinityTerm") or {})


def _selector(path: str, selector: JsonObject | None) -> Iterator[PodFinding]:
    for key, value in ((selector or {}).get("matchLabels") or {}).items():
        if not is_label_key(key) or not is_label_value(value):
            yield error(Code.BAD_LABEL, child(f"{path}.matchLabels", key), f"{key}={value} is not a label")
    for index, requirement in enumerate((selector or {}).get("matchExpressions", [])):
        where = f"{path}.matchExpressions[{index}]"
        operator, values = requirement.get("operator", ""), requirement.get("values", [])
        if not is_label_key(requirement.get("key", "")):
            yield error(Code.BAD_TOPOLOGY, f"{where}.key", f"{requirement.get('key', '')!r} is not a label key")
        if operator not in _SELECTOR_OPERATORS:
            yield bad_choice(f"{where}.operator", operator, _SELECTOR_OPERATORS)
        elif (operator in ("In", "NotIn")) != bool(values):
            message = f"the operator {operator} {'takes no' if values else 'needs'} values"
            yield error(Code.BAD_TOPOLOGY, f"{where}.values", message)


def _topology_key(path: str, term: JsonObject) -> Iterator[PodFinding]:
    for field in ("labelSelector", "namespaceSelector"):
        yield from _selector(f"{path}.{field}", term.get(field))
    yield from required(term, ["topologyKey"], path)
    key = term.get("topologyKey", "")
    if key and not is_label_key(key):
        yield error(Code.BAD_TOPOLOGY, f"{path}.topologyKey", f"{key!r} is not a label key")


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return "%" not in text
