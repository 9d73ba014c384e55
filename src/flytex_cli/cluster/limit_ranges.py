"""What LimitRanges refuse, after they have filled in what is missing (Kubernetes' admission plugin `limitranger`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flytex_cli.cluster.amounts import LIMITS, REQUESTS, of_container, of_pod, to_amounts
from flytex_cli.cluster.inventory import name_of
from flytex_cli.pods.quantity import NANO, Quantity
from flytex_cli.wire.struct import JsonObject, clone


@dataclass(frozen=True)
class OutOfRange:
    """One amount that a LimitRange does not allow.

    Attributes:
        name: the LimitRange.
        container: whose amount it is; None where it is the Pod's.
        message: in words, to put after the container.
        is_over: whether it is over a maximum, which no further container of the Pod can mend.
    """

    name: str
    container: str | None
    message: str
    is_over: bool = False


def out_of_range(spec: JsonObject, ranges: Iterable[JsonObject]) -> Iterator[OutOfRange]:
    """Yield what the LimitRanges of a Pod's namespace refuse of it."""
    every = [(name_of(each), item) for each in ranges for item in (each.get("spec") or {}).get("limits") or ()]
    filled = clone(spec)
    for _, item in every:
        if item.get("type") == "Container":
            _fill(filled, item)
    for name, item in every:
        if item.get("type") == "Container":
            for container in (*(filled.get("initContainers") or ()), *(filled.get("containers") or ())):
                sides = [of_container(container, side) for side in (REQUESTS, LIMITS)]
                yield from _problems(name, str(container.get("name")), item, *sides)
        elif item.get("type") == "Pod":
            yield from _problems(name, None, item, of_pod(filled, REQUESTS), of_pod(filled, LIMITS))


def _fill(spec: JsonObject, item: JsonObject) -> None:
    """Give containers the defaults; as the API server does, a default that is not written is the maximum."""
    limits = {**(item.get("max") or {}), **(item.get("default") or {})}
    requests = {**(item.get("min") or {}), **limits, **(item.get("defaultRequest") or {})}
    for container in (*(spec.get("initContainers") or ()), *(spec.get("containers") or ())):
        resources = container.setdefault("resources", {})
        given = {**(resources.get("limits") or {}), **(resources.get("requests") or {})}
        resources["requests"] = {**requests, **given}
        resources["limits"] = {**limits, **(resources.get("limits") or {})}


def _problems(
    name: str, container: str | None, item: JsonObject, requests: Mapping[str, Quantity], limits: Mapping[str, Quantity]
) -> Iterator[OutOfRange]:
    for resource, most in sorted(to_amounts(item.get("max")).items()):
        own = max(filter(None, (requests.get(resource), limits.get(resource))), default=None)
        is_over = own is not None and own > most
        if is_over:
            yield OutOfRange(name, container, f"asks for {own} of {resource}, over the maximum of {most}", is_over=True)
        elif resource not in limits:
            yield OutOfRange(name, container, f"has no limit of {resource}, and {most} is the maximum")
    for resource, least in sorted(to_amounts(item.get("min")).items()):
        if resource in requests and requests[resource] < least:
            text = f"asks for {requests[resource]} of {resource}, below the minimum of {least}"
            yield OutOfRange(name, container, text)
    for resource, ratio in sorted(to_amounts(item.get("maxLimitRequestRatio")).items()):
        request, limit = requests.get(resource), limits.get(resource)
        if request is not None and limit is not None and limit.nanos * NANO > ratio.nanos * request.nanos:
            bound = f"{ratio.nanos / NANO:g} times as much"
            text = f"has the limit {limit} of {resource} for a request of {request}, more than {bound}"
            yield OutOfRange(name, container, text)
