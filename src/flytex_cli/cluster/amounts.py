"""What a Pod asks for as a whole, counted as Kubernetes does (`k8s.io/component-helpers/resource`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flytex_cli.pods.quantity import Quantity, QuantityFormat, try_parse
from flytex_cli.wire.struct import JsonObject

Amounts = Mapping[str, Quantity]
REQUESTS, LIMITS = "requests", "limits"


def to_amounts(values: object) -> dict[str, Quantity]:
    """Read amounts by resource; what is no quantity is left out: `flytex podspec` tells of it."""
    pairs = values.items() if isinstance(values, dict) else ()
    read = ((str(name), try_parse(str(value))) for name, value in pairs)
    return {name: quantity for name, quantity in read if quantity is not None}


def of_container(container: JsonObject, side: str) -> dict[str, Quantity]:
    """Return a container's requests or limits; a request that is not written is the limit."""
    resources = container.get("resources") or {}
    limits = to_amounts(resources.get(LIMITS))
    return limits if side == LIMITS else {**limits, **to_amounts(resources.get(REQUESTS))}


def of_pod(spec: JsonObject, side: str) -> dict[str, Quantity]:
    """Return what a Pod asks for: its containers at once, or the init container that asks for more."""
    sidecars: dict[str, Quantity] = {}
    most: dict[str, Quantity] = {}
    for container in spec.get("initContainers") or ():
        own = of_container(container, side)
        if container.get("restartPolicy") == "Always":
            sidecars = added([sidecars, own])
            most = _most(most, sidecars)
        else:
            most = _most(most, added([sidecars, own]))
    running = added([sidecars, *(of_container(each, side) for each in spec.get("containers") or ())])
    total = _most(running, most)
    total |= of_container(spec, side) if spec.get("resources") else {}
    overhead = to_amounts(spec.get("overhead"))
    return added([total, {name: own for name, own in overhead.items() if side == REQUESTS or name in total}])


def added(every: Iterable[Amounts]) -> dict[str, Quantity]:
    """Add amounts by resource."""
    total: dict[str, Quantity] = {}
    for amounts in every:
        for name, quantity in amounts.items():
            total[name] = plus(total[name], quantity) if name in total else quantity
    return total


def plus(one: Quantity, other: Quantity) -> Quantity:
    """Add two quantities; the sum is printed in the family of the first, as Kubernetes prints it."""
    return Quantity(one.nanos + other.nanos, one.format)


def times(quantity: Quantity, count: int) -> Quantity:
    """Return so many of a quantity."""
    return quantity if count == 1 else Quantity(quantity.nanos * count, quantity.format)


def _most(one: Amounts, other: Amounts) -> dict[str, Quantity]:
    zero = Quantity(0, QuantityFormat.DECIMAL)
    return {name: max(one.get(name, zero), other.get(name, zero)) for name in dict.fromkeys((*one, *other))}
