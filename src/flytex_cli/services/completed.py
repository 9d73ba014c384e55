"""What Knative fills into the PodSpec of a Service before Pods are made of it, as far as the rules for Pods look at it.

Mirrors `revision_defaults.go` of knative/serving and `makePodSpec` of its `pkg/reconciler/revision/resources`.
"""

from __future__ import annotations

from flytex_cli.pods.validation_probes import PROBES
from flytex_cli.wire.struct import JsonObject, clone

_PORT = 8080
_HANDLERS = ("httpGet", "tcpSocket", "grpc")


def completed(pod_spec: JsonObject) -> JsonObject:
    """Return a copy with names of containers, and the ports of probes and of the app."""
    spec: JsonObject = clone(pod_spec)
    for group, name in (("initContainers", "init-container"), ("containers", "user-container")):
        containers = spec.get(group, [])
        nameless = [container for container in containers if not container.get("name")]
        for index, container in enumerate(nameless):
            container["name"] = name if len(containers) == 1 else f"{name}-{index}"
        for container in containers:
            _fill_ports(container)
    return spec


def _fill_ports(container: JsonObject) -> None:
    ports = container.get("ports", [])
    for port in ports:
        port["containerPort"] = port.get("containerPort") or _PORT
    served = ports[0]["containerPort"] if ports else _PORT
    ready = container.get("readinessProbe")
    if ready is not None and not any(ready.get(handler) is not None for handler in (*_HANDLERS, "exec")):
        ready["tcpSocket"] = {}
    for probe in (container[name] for name in PROBES if container.get(name) is not None):
        for handler in _HANDLERS:
            if probe.get(handler) is not None:
                probe[handler]["port"] = probe[handler].get("port") or served
