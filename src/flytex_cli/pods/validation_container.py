"""The API server's rules for containers: names, resources, variables, mounts, choices."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.pods.errors import QuantityError
from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.names import is_dns_label, is_label_key
from flytex_cli.pods.origins import child
from flytex_cli.pods.quantity import Quantity, parse_quantity
from flytex_cli.pods.validation_common import bad_choice, choice, is_local_path
from flytex_cli.pods.validation_env import validate_env
from flytex_cli.pods.validation_probes import validate_host_ports, validate_ports, validate_probes
from flytex_cli.pods.validation_security import validate_container_security
from flytex_cli.wire.struct import JsonObject

_NATIVE = ("cpu", "memory", "ephemeral-storage")
_HUGEPAGES = "hugepages-"
_PULL_POLICIES = ("Always", "IfNotPresent", "Never")
_GRACE = 30
_MESSAGE_POLICIES = ("File", "FallbackToLogsOnError")


def validate_containers(spec: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of all containers; names are unique over init containers and containers together."""
    if not spec.get("containers"):
        yield error(Code.MISSING_FIELD, "spec.containers", "a Pod needs a container")
    volumes = {volume.get("name") for volume in spec.get("volumes", [])}
    claims = {claim.get("name") for claim in spec.get("resourceClaims", [])}
    grace = spec.get("terminationGracePeriodSeconds", _GRACE)
    seen: set[str] = set()
    for group in ("initContainers", "containers"):
        for index, container in enumerate(spec.get(group, [])):
            path = f"spec.{group}[{index}]"
            yield from _name(path, container.get("name", ""), seen)
            is_init = group == "initContainers"
            ends = is_init and container.get("restartPolicy") != "Always"
            yield from _choices(path, container, (spec.get("os") or {}).get("name", ""), is_init=is_init)
            yield from validate_container_security(path, container, host_users=spec.get("hostUsers") is not False)
            yield from validate_ports(path, container, host_network=bool(spec.get("hostNetwork")))
            yield from validate_probes(path, container, grace=grace, ends=ends)
            yield from _resources(f"{path}.resources", container.get("resources", {}))
            yield from _claims(f"{path}.resources.claims", container.get("resources", {}), claims)
            yield from validate_env(path, container)
            yield from _mounts(path, container, volumes)
            yield from _devices(path, container, volumes)
    yield from validate_host_ports(spec)


def is_extended(name: str) -> bool:
    """Tell whether a resource is extended (`nvidia.com/gpu`): fully qualified, outside kubernetes.io."""
    prefix, slash, _ = name.rpartition("/")
    return bool(slash) and not (prefix == "kubernetes.io" or prefix.endswith(".kubernetes.io"))


def _name(path: str, name: str, seen: set[str]) -> Iterator[PodFinding]:
    if not is_dns_label(name):
        yield error(Code.BAD_NAME, f"{path}.name", f"{name!r} is not a DNS-1123 label of at most 63 characters")
    if name in seen:
        yield error(Code.BAD_NAME, f"{path}.name", f"a second container is named {name!r}")
    seen.add(name)


def _choices(path: str, container: JsonObject, os_name: str, *, is_init: bool) -> Iterator[PodFinding]:
    if not container.get("image"):
        yield error(Code.MISSING_FIELD, f"{path}.image", "the container has no image")
    pull = container.get("imagePullPolicy", "Always")
    if pull and pull not in _PULL_POLICIES:
        yield bad_choice(f"{path}.imagePullPolicy", pull, _PULL_POLICIES)
    message = container.get("terminationMessagePolicy", "File")
    if message not in _MESSAGE_POLICIES:
        yield bad_choice(f"{path}.terminationMessagePolicy", message, _MESSAGE_POLICIES)
    if is_init and container.get("restartPolicy", "Always") != "Always":
        yield bad_choice(f"{path}.restartPolicy", container["restartPolicy"], ("Always",))
    stop_signal = (container.get("lifecycle") or {}).get("stopSignal")
    if stop_signal and not os_name:
        yield error(Code.BAD_PROBE, f"{path}.lifecycle.stopSignal", "needs spec.os.name")


def _resources(path: str, resources: JsonObject) -> Iterator[PodFinding]:
    requests, limits = resources.get("requests", {}), resources.get("limits", {})
    amounts: dict[tuple[str, str], Quantity] = {}
    for side, values in (("limits", limits), ("requests", requests)):
        for name, text in values.items():
            where = child(f"{path}.{side}", name)
            if not _is_resource_name(name):
                yield error(
                    Code.BAD_RESOURCE_NAME,
                    where,
                    f"{name!r} must be a standard resource type or fully qualified",
                    "cpu, memory, ephemeral-storage, hugepages-<size> or <domain>/<name>",
                )
            try:
                quantity = parse_quantity(text)
            except QuantityError as problem:
                yield error(Code.BAD_QUANTITY, where, problem.message, problem.hint)
                continue
            amounts[side, name] = quantity
            if quantity.nanos < 0:
                yield error(Code.BAD_QUANTITY, where, f"{text} is negative")
            if is_extended(name) and not quantity.is_whole:
                yield error(Code.BAD_QUANTITY, where, f"{name} is counted in whole numbers, found {text}")
    for name in requests:
        request, limit = amounts.get(("requests", name)), amounts.get(("limits", name))
        if request is not None and (limit is not None or name not in limits):
            yield from _request_and_limit(child(f"{path}.requests", name), name, request, limit)


def _request_and_limit(path: str, name: str, request: Quantity, limit: Quantity | None) -> Iterator[PodFinding]:
    must_be_equal = is_extended(name) or name.startswith(_HUGEPAGES)
    if must_be_equal and limit is None:
        yield error(Code.REQUEST_OVER_LIMIT, path, f"{name} needs a limit equal to its request of {request}")
    elif must_be_equal and request != limit:
        yield error(Code.REQUEST_OVER_LIMIT, path, f"the {name} request {request} must be equal to its limit {limit}")
    elif limit is not None and request > limit:
        yield error(
            Code.REQUEST_OVER_LIMIT,
            path,
            f"the {name} request {request} must be less than or equal to its limit {limit}",
        )


def _is_resource_name(name: str) -> bool:
    return name in _NATIVE or name.startswith(_HUGEPAGES) or ("/" in name and is_label_key(name))


def _claims(path: str, resources: JsonObject, claims: set[str | None]) -> Iterator[PodFinding]:
    for index, claim in enumerate(resources.get("claims", [])):
        if claim.get("name") not in claims:
            message = f"there is no resource claim {claim.get('name', '')!r}"
            yield error(Code.CONTRADICTION, f"{path}[{index}].name", message, "add it to spec.resourceClaims")


def _mounts(path: str, container: JsonObject, volumes: set[str | None]) -> Iterator[PodFinding]:
    seen: set[str] = set()
    privileged = (container.get("securityContext") or {}).get("privileged")
    for index, mount in enumerate(container.get("volumeMounts", [])):
        where = f"{path}.volumeMounts[{index}]"
        name, target = mount.get("name", ""), mount.get("mountPath", "")
        if name not in volumes:
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.name", f"there is no volume {name!r}")
        if not target or ":" in target:
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.mountPath", f"{target!r} is not a mount path")
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


def _devices(path: str, container: JsonObject, volumes: set[str | None]) -> Iterator[PodFinding]:
    mounted = {mount.get("mountPath") for mount in container.get("volumeMounts", [])}
    for index, device in enumerate(container.get("volumeDevices", [])):
        where = f"{path}.volumeDevices[{index}]"
        name, target = device.get("name", ""), device.get("devicePath", "")
        if name not in volumes:
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.name", f"there is no volume {name!r}")
        if not target or ".." in target.split("/"):
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.devicePath", f"{target!r} is not a device path")
        elif target in mounted:
            yield error(Code.BAD_VOLUME_MOUNT, f"{where}.devicePath", f"{target!r} is taken twice")
        mounted.add(target)
