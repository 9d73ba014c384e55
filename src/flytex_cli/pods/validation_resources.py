"""The API server's rules for resources: names, amounts, requests and limits of containers and of the Pod as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flytex_cli.pods.errors import QuantityError
from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.names import is_label_key
from flytex_cli.pods.origins import child
from flytex_cli.pods.quantity import Quantity, parse_quantity, try_parse
from flytex_cli.pods.validation_common import bad_choice
from flytex_cli.wire.struct import JsonObject

_NATIVE = ("cpu", "memory", "ephemeral-storage")
_HUGEPAGES = "hugepages-"
_COMPUTE = ("cpu", "memory")
_OF_PODS = (*_COMPUTE, "hugepages-<size>")
Amounts = dict[str, Quantity]


def validate_resources(path: str, resources: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of requests and limits."""
    requests, limits = resources.get("requests", {}), resources.get("limits", {})
    for side, values in (("limits", limits), ("requests", requests)):
        for name, text in values.items():
            yield from _amount(child(f"{path}.{side}", name), name, text)
    asked, allowed = _parsed(requests), _parsed(limits)
    for name, request in asked.items():
        if name in allowed or name not in limits:
            yield from _request_and_limit(child(f"{path}.requests", name), name, request, allowed.get(name))
    names = {*requests, *limits}
    if any(name.startswith(_HUGEPAGES) for name in names) and not names.intersection(_COMPUTE):
        yield error(Code.MISSING_FIELD, path, "huge pages need cpu or memory beside them")


def validate_pod_resources(spec: JsonObject) -> Iterator[PodFinding]:
    """Yield the errors of the resources of the Pod as a whole, and of its overhead."""
    for name, text in (spec.get("overhead") or {}).items():
        yield from _amount(child("spec.overhead", name), name, text)
    resources = spec.get("resources")
    if resources is None:
        return
    path = "spec.resources"
    if resources.get("claims") is not None:
        yield error(Code.CONTRADICTION, f"{path}.claims", "can only be set on a container")
    for side in ("requests", "limits"):
        for name in resources.get(side, {}):
            if name not in _COMPUTE and not name.startswith(_HUGEPAGES):
                yield bad_choice(child(f"{path}.{side}", name), name, _OF_PODS)
    yield from validate_resources(path, resources)
    yield from _sums(path, spec, resources)


def is_extended(name: str) -> bool:
    """Tell whether a resource is extended (`nvidia.com/gpu`): fully qualified, outside kubernetes.io."""
    prefix, slash, _ = name.rpartition("/")
    return bool(slash) and not (prefix == "kubernetes.io" or prefix.endswith(".kubernetes.io"))


def _amount(path: str, name: str, text: str) -> Iterator[PodFinding]:
    if not _is_resource_name(name):
        yield error(
            Code.BAD_RESOURCE_NAME,
            path,
            f"{name!r} must be a standard resource type or fully qualified",
            "cpu, memory, ephemeral-storage, hugepages-<size> or <domain>/<name>",
        )
    try:
        quantity = parse_quantity(text)
    except QuantityError as problem:
        yield error(Code.BAD_QUANTITY, path, problem.message, problem.hint)
        return
    if quantity.nanos < 0:
        yield error(Code.BAD_QUANTITY, path, f"{text} is negative")
    if is_extended(name) and not quantity.is_whole:
        yield error(Code.BAD_QUANTITY, path, f"{name} is counted in whole numbers, found {text}")
    if name.startswith(_HUGEPAGES):
        page = try_parse(name.removeprefix(_HUGEPAGES))
        if page is None or page.nanos <= 0 or quantity.nanos % page.nanos:
            yield error(Code.BAD_QUANTITY, path, f"{text} is not a whole number of {name}")


def _is_resource_name(name: str) -> bool:
    # The name of its quota, `requests.<name>`, must be a name too.
    is_qualified = "/" in name and is_label_key(name)
    is_name = not is_extended(name) or (not name.startswith("requests.") and is_label_key(f"requests.{name}"))
    return name in _NATIVE or name.startswith(_HUGEPAGES) or (is_qualified and is_name)


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


def _sums(path: str, spec: JsonObject, resources: JsonObject) -> Iterator[PodFinding]:
    # The containers must fit into what the Pod as a whole asks for, and each one into its limits.
    requests, limits = _parsed(resources.get("requests", {})), _parsed(resources.get("limits", {}))
    for name, needed in _most_needed(spec).items():
        total = Quantity(needed)
        if name in requests and total > requests[name]:
            message = f"the containers ask for {total} {name} together, more than the Pod's {requests[name]}"
            yield error(Code.REQUEST_OVER_LIMIT, child(f"{path}.requests", name), message)
        elif name not in requests and name in limits and total > limits[name]:
            message = f"the containers ask for {total} {name} together, more than the Pod's limit {limits[name]}"
            yield error(Code.REQUEST_OVER_LIMIT, child(f"{path}.limits", name), message)
    for index, container in enumerate(spec.get("containers", [])):
        for name, limit in _parsed((container.get("resources") or {}).get("limits", {})).items():
            if name in limits and limit > limits[name]:
                where = child(f"spec.containers[{index}].resources.limits", name)
                message = f"the {name} limit {limit} must be less than or equal to the Pod's {limits[name]}"
                yield error(Code.REQUEST_OVER_LIMIT, where, message)


def _most_needed(spec: JsonObject) -> dict[str, int]:
    # Init containers run one by one, with the side-cars before them; then all containers with all side-cars.
    running: dict[str, int] = {}
    most: dict[str, int] = {}
    for container in spec.get("initContainers", []):
        own = _asked(container)
        for name, amount in own.items():
            most[name] = max(most.get(name, 0), running.get(name, 0) + amount)
        if container.get("restartPolicy") == "Always":
            for name, amount in own.items():
                running[name] = running.get(name, 0) + amount
    for container in spec.get("containers", []):
        for name, amount in _asked(container).items():
            running[name] = running.get(name, 0) + amount
    return {name: max(running.get(name, 0), most.get(name, 0)) for name in {**most, **running}}


def _asked(container: JsonObject) -> dict[str, int]:
    resources = container.get("resources") or {}
    # A limit is the request where none is given.
    amounts = {**_parsed(resources.get("limits", {})), **_parsed(resources.get("requests", {}))}
    return {name: quantity.nanos for name, quantity in amounts.items()}


def _parsed(values: Mapping[str, str]) -> Amounts:
    return {name: quantity for name, text in values.items() if (quantity := try_parse(text)) is not None}
