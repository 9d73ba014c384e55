"""Knative's rules for the containers of a Service: which one serves, its port, reserved names (`k8s_validation.go`)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from flytex_cli.pods.findings import Code, PodFinding, error, warning
from flytex_cli.pods.validation_probes import PROBES
from flytex_cli.services.draft import POD_SPEC
from flytex_cli.wire.struct import JsonObject

_PORT_NAMES = ("h2c", "http1")
_RESERVED_PORTS = (8008, 8012, 8013, 8022, 9090, 9091)
_RESERVED_VARIABLES = ("K_SERVICE", "K_CONFIGURATION", "K_REVISION")
_RESERVED_NAME = "queue-proxy"
_RESERVED_PATHS = ("/", "/dev", "/dev/log")
_PROBING = "Knative refuses a probe of a side-car unless its feature multi-container-probing is on"


def validate_serving(spec: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of the containers, of their ports and of what they mount."""
    containers = spec.get("containers", [])
    ports = [port for container in containers for port in container.get("ports", [])]
    if len(ports) > 1:
        message = f"{len(ports)} ports are given; Knative allows one over all containers"
        yield error(Code.BAD_PORT, f"{POD_SPEC}.containers", message)
    if not ports and len(containers) > 1:
        message = "one of several containers must have a port, so that Knative knows which one serves"
        yield error(Code.BAD_PORT, f"{POD_SPEC}.containers", message)
    for index, container in enumerate(containers):
        path = f"{POD_SPEC}.containers[{index}]"
        yield from _names(path, container, serves=bool(container.get("ports")) or len(containers) == 1)
        yield from _ports(path, container)
        if len(containers) > 1 and not container.get("ports"):
            for name in PROBES:
                if container.get(name) is not None:
                    yield warning(Code.KNATIVE_SETTING, f"{path}.{name}", _PROBING)
    for index, container in enumerate(spec.get("initContainers", [])):
        yield from _names(f"{POD_SPEC}.initContainers[{index}]", container, serves=False)
    yield from _mounts(spec)


def _names(path: str, container: JsonObject, *, serves: bool) -> Iterator[PodFinding]:
    if container.get("name") == _RESERVED_NAME:
        yield error(Code.BAD_NAME, f"{path}.name", f"Knative names a container of its own {_RESERVED_NAME!r}")
    for index, variable in enumerate(container.get("env", [])):
        name = variable.get("name")
        if name in _RESERVED_VARIABLES or (serves and name == "PORT"):
            yield error(Code.BAD_ENV, f"{path}.env[{index}].name", f"{name} is set by Knative, which refuses another")


def _ports(path: str, container: JsonObject) -> Iterator[PodFinding]:
    for index, port in enumerate(container.get("ports", [])[:1]):
        where = f"{path}.ports[{index}]"
        name, number = port.get("name", ""), port.get("containerPort", 0)
        if name and name not in _PORT_NAMES:
            hint = "h2c for HTTP/2 and gRPC, http1, or no name"
            yield error(Code.BAD_PORT, f"{where}.name", f"Knative allows no port named {name!r}", hint)
        if number in _RESERVED_PORTS:
            yield error(Code.BAD_PORT, f"{where}.containerPort", f"Knative takes {number} itself")
        if port.get("protocol", "TCP") not in ("", "TCP"):
            yield error(Code.BAD_PORT, f"{where}.protocol", f"Knative serves no {port['protocol']}")


def _mounts(spec: JsonObject) -> Iterator[PodFinding]:
    mounted: set[str] = set()
    volumes = spec.get("volumes", [])
    read_only = {each.get("name") for each in volumes if (each.get("persistentVolumeClaim") or {}).get("readOnly")}
    for group in ("initContainers", "containers"):
        for place, container in enumerate(spec.get(group, [])):
            for index, mount in enumerate(container.get("volumeMounts", [])):
                mounted.add(mount.get("name", ""))
                target = posixpath.normpath(mount.get("mountPath") or ".")
                where = f"{POD_SPEC}.{group}[{place}].volumeMounts[{index}]"
                if target in _RESERVED_PATHS:
                    message = f"Knative lets nothing be mounted at {target}"
                    yield error(Code.BAD_VOLUME_MOUNT, f"{where}.mountPath", message)
                elif target != "." and not target.startswith("/"):
                    yield error(Code.BAD_VOLUME_MOUNT, f"{where}.mountPath", f"{target!r} is not absolute")
                if mount.get("name") in read_only and not mount.get("readOnly"):
                    message = "the volume is read-only, so the mount must be, too"
                    yield error(Code.BAD_VOLUME_MOUNT, f"{where}.readOnly", message)
    for index, volume in enumerate(volumes):
        if volume.get("name") not in mounted:
            message = f"no container mounts {volume.get('name')!r}, and Knative refuses such a volume"
            yield error(Code.BAD_VOLUME, f"{POD_SPEC}.volumes[{index}].name", message)
