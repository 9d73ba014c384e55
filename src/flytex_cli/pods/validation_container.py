"""The API server's rules for containers: names, resources, variables, mounts, choices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.pods.errors import QuantityError
from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.names import is_dns_label, is_label_key
from flytex_cli.pods.origins import child
from flytex_cli.pods.quantity import Quantity, parse_quantity
from flytex_cli.wire.struct import JsonObject

_NATIVE = ("cpu", "memory", "ephemeral-storage")
_HUGEPAGES = "hugepages-"
_PULL_POLICIES = ("Always", "IfNotPresent", "Never")
_MESSAGE_POLICIES = ("File", "FallbackToLogsOnError")


def validate_containers(spec: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of all containers; names are unique over init containers and containers together."""
    if not spec.get("containers"):
        yield error(Code.MISSING_FIELD, "spec.containers", "a Pod needs a container")
    volumes = {volume.get("name") for volume in spec.get("volumes", [])}
    seen: set[str] = set()
    for group in ("initContainers", "containers"):
        for index, container in enumerate(spec.get(group, [])):
            path = f"spec.{group}[{index}]"
            yield from _name(path, container.get("name", ""), seen)
            yield from _choices(path, container, is_init=group == "initContainers")
            yield from _resources(f"{path}.resources", container.get("resources", {}))
            yield from _env(f"{path}.env", container.get("env", []))
            yield from _mounts(f"{path}.volumeMounts", container.get("volumeMounts", []), volumes)


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


def _choices(path: str, container: JsonObject, *, is_init: bool) -> Iterator[PodFinding]:
    if not container.get("image"):
        yield error(Code.MISSING_FIELD, f"{path}.image", "the container has no image")
    pull = container.get("imagePullPolicy", "Always")
    if pull and pull not in _PULL_POLICIES:
        yield _bad_choice(f"{path}.imagePullPolicy", pull, _PULL_POLICIES)
    message = container.get("terminationMessagePolicy", "File")
    if message not in _MESSAGE_POLICIES:
        yield _bad_choice(f"{path}.terminationMessagePolicy", message, _MESSAGE_POLICIES)
    if is_init and container.get("restartPolicy", "Always") != "Always":
        yield _bad_choice(f"{path}.restartPolicy", container["restartPolicy"], ("Always",))
    security = container.get("securityContext") or {}
    if security.get("privileged") and security.get("allowPrivilegeEscalation") is False:
        yield error(
            Code.CONTRADICTION,
            f"{path}.securityContext.allowPrivilegeEscalation",
            "a privileged container cannot forbid privilege escalation",
        )


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


def _env(path: str, env: list[JsonObject]) -> Iterator[PodFinding]:
    for index, variable in enumerate(env):
        name = variable.get("name", "")
        # Since Kubernetes 1.30 any printable ASCII but "=" may be in a name.
        if not re.fullmatch(r"[ -<>-~]+", name):
            yield error(Code.BAD_ENV, f"{path}[{index}].name", f"{name!r} is not the name of a variable")
        if variable.get("value") and "valueFrom" in variable:
            yield error(Code.BAD_ENV, f"{path}[{index}].valueFrom", f"{name} has both value and valueFrom")


def _mounts(path: str, mounts: list[JsonObject], volumes: set[str | None]) -> Iterator[PodFinding]:
    seen: set[str] = set()
    for index, mount in enumerate(mounts):
        name, target = mount.get("name", ""), mount.get("mountPath", "")
        if name not in volumes:
            yield error(Code.BAD_VOLUME_MOUNT, f"{path}[{index}].name", f"there is no volume {name!r}")
        if not target or ":" in target:
            yield error(Code.BAD_VOLUME_MOUNT, f"{path}[{index}].mountPath", f"{target!r} is not a mount path")
        if target in seen:
            yield error(Code.BAD_VOLUME_MOUNT, f"{path}[{index}].mountPath", f"{target!r} is mounted twice")
        seen.add(target)


def _bad_choice(path: str, value: object, choices: tuple[str, ...]) -> PodFinding:
    return error(Code.BAD_CHOICE, path, f"{value!r} is not allowed", f"one of {', '.join(map(repr, choices))}")
