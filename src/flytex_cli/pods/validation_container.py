"""The API server's rules for containers: names, resources, variables, mounts, choices."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.names import is_dns_label
from flytex_cli.pods.validation_claims import validate_used_claims
from flytex_cli.pods.validation_common import bad_choice, choice, is_local_path
from flytex_cli.pods.validation_env import validate_env
from flytex_cli.pods.validation_probes import validate_host_ports, validate_ports, validate_probes
from flytex_cli.pods.validation_resources import validate_resources
from flytex_cli.pods.validation_restarts import validate_restarts
from flytex_cli.pods.validation_security import validate_container_security
from flytex_cli.wire.struct import JsonObject

_PULL_POLICIES = ("Always", "IfNotPresent", "Never")
_GRACE = 30
_MESSAGE_POLICIES = ("File", "FallbackToLogsOnError")
Volumes = dict[str | None, JsonObject]
_BLOCK_SOURCES = ("persistentVolumeClaim", "ephemeral")


def validate_containers(spec: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of all containers; names are unique over init containers and containers together."""
    if not spec.get("containers"):
        yield error(Code.MISSING_FIELD, "spec.containers", "a Pod needs a container")
    volumes: Volumes = {volume.get("name"): volume for volume in spec.get("volumes", [])}
    grace = spec.get("terminationGracePeriodSeconds", _GRACE)
    pod_policy = spec.get("restartPolicy") or "Always"
    seen: set[str] = set()
    for group in ("initContainers", "containers"):
        for index, container in enumerate(spec.get(group, [])):
            path = f"spec.{group}[{index}]"
            yield from _name(path, container.get("name", ""), seen)
            is_init = group == "initContainers"
            ends = is_init and container.get("restartPolicy") != "Always"
            yield from _choices(path, container)
            yield from validate_restarts(path, container, pod_policy, is_init=is_init)
            yield from validate_container_security(path, container, host_users=spec.get("hostUsers") is not False)
            yield from validate_ports(path, container, host_network=bool(spec.get("hostNetwork")) and not is_init)
            yield from validate_probes(path, container, grace=grace, ends=ends)
            yield from validate_resources(f"{path}.resources", container.get("resources") or {})
            yield from validate_used_claims(path, container, spec)
            yield from validate_env(path, container)
            yield from _mounts(path, container, volumes)
            yield from _devices(path, container, volumes)
    yield from validate_host_ports(spec)


def _name(path: str, name: str, seen: set[str]) -> Iterator[PodFinding]:
    if not is_dns_label(name):
        yield error(Code.BAD_NAME, f"{path}.name", f"{name!r} is not a DNS-1123 label of at most 63 characters")
    if name in seen:
        yield error(Code.BAD_NAME, f"{path}.name", f"a second container is named {name!r}")
    seen.add(name)


def _choices(path: str, container: JsonObject) -> Iterator[PodFinding]:
    image = container.get("image", "")
    if not image:
        yield error(Code.MISSING_FIELD, f"{path}.image", "the container has no image")
    elif image != image.strip():
        yield error(Code.BAD_CHOICE, f"{path}.image", f"{image!r} must not begin or end with a blank")
    pull = container.get("imagePullPolicy", "Always")
    if pull and pull not in _PULL_POLICIES:
        yield bad_choice(f"{path}.imagePullPolicy", pull, _PULL_POLICIES)
    message = container.get("terminationMessagePolicy", "File")
    if message not in _MESSAGE_POLICIES:
        yield bad_choice(f"{path}.terminationMessagePolicy", message, _MESSAGE_POLICIES)


def _mounts(path: str, container: JsonObject, volumes: Volumes) -> Iterator[PodFinding]:
    seen: set[str] = set()
    privileged = (container.get("securityContext") or {}).get("privileged")
    for index, mount in enumerate(container.get("volumeMounts", [])):
        where = f"{path}.volumeMounts[{index}]"
        name, target = mount.get("name", ""), mount.get("mountPath", "")
        if name not in volumes:
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.name", f"there is no volume {name!r}")
        if not target:
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.mountPath", "mountPath must be set")
        if target in seen:
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.mountPath", f"{target!r} is mounted twice")
        seen.add(target)
        for field in ("subPath", "subPathExpr"):
            if not is_local_path(mount.get(field, "")):
                message = f"{mount[field]!r} must be a relative path without '..'"
                yield error(Code.BAD_VOLUME_MOUNT, f"{where}.{field}", message)
        if mount.get("subPath") and mount.get("subPathExpr"):
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.subPathExpr", "cannot be combined with subPath")
        propagation = mount.get("mountPropagation")
        yield from choice(mount, "mountPropagation", where, ("None", "HostToContainer", "Bidirectional"))
        if propagation == "Bidirectional" and not privileged:
            message = "Bidirectional is for privileged containers only"
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.mountPropagation", message)
        recursive = mount.get("recursiveReadOnly")
        yield from choice(mount, "recursiveReadOnly", where, ("Disabled", "IfPossible", "Enabled"))
        if recursive in ("IfPossible", "Enabled") and not mount.get("readOnly"):
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.recursiveReadOnly", f"{recursive} needs readOnly: true")
        if recursive in ("IfPossible", "Enabled") and propagation not in (None, "", "None"):
            message = f"{recursive} cannot be combined with mountPropagation: {propagation}"
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.recursiveReadOnly", message)


def _devices(path: str, container: JsonObject, volumes: Volumes) -> Iterator[PodFinding]:
    mounted = {mount.get("mountPath") for mount in container.get("volumeMounts", [])}
    names = {mount.get("name") for mount in container.get("volumeMounts", [])}
    for index, device in enumerate(container.get("volumeDevices", [])):
        where = f"{path}.volumeDevices[{index}]"
        name, target = device.get("name", ""), device.get("devicePath", "")
        if name not in volumes:
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.name", f"there is no volume {name!r}")
        elif not any(volumes[name].get(source) is not None for source in _BLOCK_SOURCES):
            message = f"the volume {name!r} is neither a persistentVolumeClaim nor ephemeral"
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.name", message)
        if name in names:
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.name", f"the volume {name!r} is taken twice")
        names.add(name)
        if not target or ".." in target.split("/"):
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.devicePath", f"{target!r} is not a device path")
        elif target in mounted:
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.devicePath", f"{target!r} is taken twice")
        mounted.add(target)
