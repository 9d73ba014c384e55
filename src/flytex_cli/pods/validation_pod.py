"""The API server's rules for the Pod as a whole: names, DNS, scheduling (`ValidatePodSpec`)."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from flytex_cli.pods.findings import Code, PodFinding, error, warning
from flytex_cli.pods.names import is_dns_label, is_dns_subdomain, is_label_key
from flytex_cli.pods.validation_common import MAX_ID, choice, in_range, required
from flytex_cli.wire.struct import JsonObject

RESTART_POLICIES = ("Always", "OnFailure", "Never")
DNS_POLICIES = ("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None")
_NAMESERVERS, _SEARCHES, _SEARCH_CHARACTERS = 3, 32, 2048
_HOSTNAME_LENGTH = 64
_SUBDOMAINS = ("serviceAccountName", "nodeName", "priorityClassName", "runtimeClassName")


def validate_pod_level(spec: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of the fields beside containers and volumes."""
    yield from choice(spec, "restartPolicy", "spec", RESTART_POLICIES)
    yield from choice(spec, "preemptionPolicy", "spec", ("PreemptLowerPriority", "Never"))
    grace = spec.get("terminationGracePeriodSeconds", 0)
    if grace < 0:
        message = f"{grace} is negative, and counts as 1"
        yield warning(Code.BAD_CHOICE, "spec.terminationGracePeriodSeconds", message)
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
    yield from _gates(spec)
    yield from _hostname_override(spec)
    yield from _dns(spec)
    yield from _host_aliases(spec)


def _gates(spec: JsonObject) -> Iterator[PodFinding]:
    for field, key in (("readinessGates", "conditionType"), ("schedulingGates", "name")):
        seen: set[str] = set()
        for index, gate in enumerate(spec.get(field, [])):
            name, where = gate.get(key, ""), f"spec.{field}[{index}].{key}"
            if not is_label_key(name):
                yield error(Code.BAD_NAME, where, f"{name!r} is no qualified name")
            elif field == "schedulingGates" and name in seen:
                yield error(Code.BAD_NAME, where, f"a second gate is named {name!r}")
            seen.add(name)


def _hostname_override(spec: JsonObject) -> Iterator[PodFinding]:
    name = spec.get("hostnameOverride")
    if name is None:
        return
    path = "spec.hostnameOverride"
    if len(name) > _HOSTNAME_LENGTH or not is_dns_subdomain(name):
        message = f"{name!r} is not a DNS-1123 subdomain of at most {_HOSTNAME_LENGTH} characters"
        yield error(Code.BAD_NAME, path, message)
    for field in ("hostNetwork", "setHostnameAsFQDN"):
        if spec.get(field):
            yield error(Code.CONTRADICTION, path, f"cannot be combined with {field}")


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


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return "%" not in text
