"""The API server's rules for ports, probes and lifecycle handlers (`validateContainerPorts`, `validateProbe`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.validation_common import MAX_PORT, choice, in_range, one_of, required
from flytex_cli.wire.struct import JsonObject

PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_PORTS = range(1, MAX_PORT + 1)
_PROTOCOLS = ("TCP", "UDP", "SCTP")
_PROBE_HANDLERS = ("exec", "httpGet", "tcpSocket", "grpc")
_LIFECYCLE_HANDLERS = ("exec", "httpGet", "tcpSocket", "sleep")
_COUNTS = ("initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold")
_PORT_NAME = re.compile(r"(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?")


def validate_ports(path: str, container: JsonObject, *, host_network: bool) -> Iterator[PodFinding]:
    """Yield the errors of one container's ports."""
    names: set[str] = set()
    for index, port in enumerate(container.get("ports", [])):
        where = f"{path}.ports[{index}]"
        name, number, host = port.get("name", ""), port.get("containerPort", 0), port.get("hostPort", 0)
        if name and not is_port_name(name):
            yield _bad_name(f"{where}.name", name)
        if name and name in names:
            yield error(Code.BAD_PORT, f"{where}.name", f"a second port is named {name!r}")
        names.add(name)
        yield from in_range(Code.BAD_PORT, number, _PORTS, f"{where}.containerPort")
        yield from in_range(Code.BAD_PORT, host or None, _PORTS, f"{where}.hostPort")
        yield from choice(port, "protocol", where, _PROTOCOLS)
        if host_network and host not in (0, number):
            message = f"hostPort {host} must equal containerPort {number} with hostNetwork"
            yield error(Code.BAD_PORT, f"{where}.hostPort", message)


def validate_host_ports(spec: JsonObject) -> Iterator[PodFinding]:
    """Yield the host's ports that are taken twice: by the containers, or within one init container."""
    on_host = bool(spec.get("hostNetwork"))
    for index, container in enumerate(spec.get("initContainers", [])):
        yield from _taken_twice([(f"spec.initContainers[{index}]", container)], on_host=on_host)
    containers = enumerate(spec.get("containers", []))
    yield from _taken_twice(
        [(f"spec.containers[{index}]", container) for index, container in containers], on_host=on_host
    )


def validate_probes(path: str, container: JsonObject, *, grace: int, ends: bool) -> Iterator[PodFinding]:
    """Yield the errors of one container's probes and lifecycle.

    Args:
        grace: the Pod's termination grace period.
        ends: whether it is an init container that ends before the others start.
    """
    for name in (*PROBES, "lifecycle"):
        if ends and container.get(name) is not None:
            yield error(Code.BAD_PROBE, f"{path}.{name}", f"an init container that ends must not have a {name}")
    if ends:
        return
    for name in PROBES:
        probe = container.get(name)
        if probe is not None:
            yield from _probe(f"{path}.{name}", name, probe)
    lifecycle = container.get("lifecycle") or {}
    for hook in ("postStart", "preStop"):
        handler = lifecycle.get(hook)
        if handler is not None:
            where = f"{path}.lifecycle.{hook}"
            yield from one_of(Code.BAD_PROBE, handler, _LIFECYCLE_HANDLERS, where, "a handler")
            yield from _handler(where, handler)
            seconds = (handler.get("sleep") or {}).get("seconds", 0)
            yield from in_range(Code.BAD_PROBE, seconds, range(grace + 1), f"{where}.sleep.seconds")


def is_port_name(name: str) -> bool:
    """Tell whether a port may be named so (an IANA service name)."""
    return _PORT_NAME.fullmatch(name) is not None


def _probe(path: str, name: str, probe: JsonObject) -> Iterator[PodFinding]:
    yield from one_of(Code.BAD_PROBE, probe, _PROBE_HANDLERS, path, "a probe")
    yield from _handler(path, probe)
    for field in _COUNTS:
        if probe.get(field, 0) < 0:
            yield error(Code.BAD_PROBE, f"{path}.{field}", f"{probe[field]} is negative")
    if name != "readinessProbe" and probe.get("successThreshold", 1) not in (0, 1):
        yield error(Code.BAD_PROBE, f"{path}.successThreshold", f"must be 1 for a {name}")
    grace = probe.get("terminationGracePeriodSeconds")
    if grace is not None and name == "readinessProbe":
        yield error(Code.BAD_PROBE, f"{path}.terminationGracePeriodSeconds", "must not be set for a readinessProbe")
    elif grace is not None and grace <= 0:
        yield error(Code.BAD_PROBE, f"{path}.terminationGracePeriodSeconds", f"{grace} must be greater than 0")


def _handler(path: str, handler: JsonObject) -> Iterator[PodFinding]:
    if handler.get("exec") is not None:
        yield from required(handler["exec"], ["command"], f"{path}.exec")
    for kind in ("httpGet", "tcpSocket"):
        if handler.get(kind) is not None:
            yield from _port(f"{path}.{kind}.port", handler[kind].get("port", 0))
    if handler.get("grpc") is not None:
        yield from in_range(Code.BAD_PORT, handler["grpc"].get("port", 0), _PORTS, f"{path}.grpc.port")
    get = handler.get("httpGet") or {}
    yield from choice(get, "scheme", f"{path}.httpGet", ("HTTP", "HTTPS"))
    for index, header in enumerate(get.get("httpHeaders", [])):
        if not re.fullmatch(r"[-A-Za-z0-9]+", header.get("name", "")):
            where = f"{path}.httpGet.httpHeaders[{index}].name"
            yield error(Code.BAD_PROBE, where, f"{header.get('name', '')!r} is not the name of an HTTP header")


def _port(path: str, port: int | str) -> Iterator[PodFinding]:
    if isinstance(port, int):
        yield from in_range(Code.BAD_PORT, port, _PORTS, path)
    elif not is_port_name(port):
        yield _bad_name(path, port)


def _bad_name(path: str, name: str) -> PodFinding:
    return error(
        Code.BAD_PORT,
        path,
        f"{name!r} is not the name of a port",
        "at most 15 lowercase letters, digits and single '-', one of them a letter",
    )


def _taken_twice(containers: list[tuple[str, JsonObject]], *, on_host: bool) -> Iterator[PodFinding]:
    taken: set[tuple[str, str, int]] = set()
    for path, container in containers:
        for index, port in enumerate(container.get("ports", [])):
            host = port.get("hostPort", 0) or (port.get("containerPort", 0) if on_host else 0)
            key = (port.get("protocol") or "TCP", port.get("hostIP", ""), host)
            if host and key in taken:
                yield error(Code.BAD_PORT, f"{path}.ports[{index}].hostPort", f"the host's port {host} is taken twice")
            taken.add(key)
