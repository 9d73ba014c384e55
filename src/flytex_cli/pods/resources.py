"""Requests and limits by themselves: from the TaskSpec, GPU key, defaults, clamping, canonical text.

Mirrors `container_helper.go` of the backend. A value that is not a quantity is left as written, for the validation to
name; the backend makes no Pod at all then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from flyteidl2.core import tasks_pb2

from flytex_cli.pods.findings import Code, PodFinding, error, warning
from flytex_cli.pods.quantity import Quantity, parse_quantity, try_parse

CPU = "cpu"
MEMORY = "memory"
EPHEMERAL_STORAGE = "ephemeral-storage"
GPU = "gpu"
"""Flyte's placeholder; every container's is renamed to the accelerator's resource name."""

ZERO = Quantity(0)
LOWERED = "lowered to the limit"

_NAMES = {
    tasks_pb2.Resources.CPU: CPU,
    tasks_pb2.Resources.MEMORY: MEMORY,
    tasks_pb2.Resources.GPU: GPU,
    tasks_pb2.Resources.EPHEMERAL_STORAGE: EPHEMERAL_STORAGE,
}


class ResourceMode(Enum):
    """How a container's resources are completed."""

    MERGE = "merge"
    """The primary container: what is unset is filled from the other side or from the defaults."""

    ENSURE_IN_RANGE = "ensure in range"
    """Other containers: nothing is filled, and what is unset becomes an explicit zero."""


@dataclass
class Requirements:
    """Requests and limits by resource name, in canonical text."""

    requests: dict[str, str] = field(default_factory=dict)
    limits: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Resolved:
    """One resource after resolution, and what was done to get there."""

    request: Quantity
    limit: Quantity
    request_note: str = ""
    limit_note: str = ""

    @property
    def lowered(self) -> bool:
        return self.request_note == LOWERED


def resource_name(entry: tasks_pb2.Resources.ResourceEntry) -> str | None:
    """Return Kubernetes' name of a resource, or None for those the backend has no use for."""
    return _NAMES.get(entry.name)


def to_resource_list(
    entries: Iterable[tasks_pb2.Resources.ResourceEntry], path: str = "", findings: list[PodFinding] | None = None
) -> dict[str, str]:
    """Return `Resources.requests` or `.limits` as Kubernetes quantities; zero counts as unset."""
    resources: dict[str, str] = {}
    findings = [] if findings is None else findings
    for index, entry in enumerate(entries):
        where = f"{path}[{index}]"
        quantity = try_parse(entry.value)
        name = resource_name(entry)
        if name is None and quantity is None:
            findings.append(error(Code.BAD_QUANTITY, where, f"{entry.value!r} is not a Kubernetes quantity"))
        elif name is None:
            known = tasks_pb2.Resources.ResourceName.DESCRIPTOR.values_by_number.get(entry.name)
            label = known.name if known else str(entry.name)
            findings.append(warning(Code.RESOURCE_DROPPED, where, f"the backend drops resources named {label}"))
        elif quantity is None or not quantity.is_zero:
            resources[name] = entry.value if quantity is None else str(quantity)
    return resources


def rename_gpu(requirements: Requirements, resource_name: str) -> None:
    """Count `gpu` under the accelerator's resource name, replacing what was there."""
    for side in (requirements.requests, requirements.limits):
        if GPU in side:
            side[resource_name] = side.pop(GPU)


def assign_resource(request: Quantity, limit: Quantity, default: Quantity = ZERO, ceiling: Quantity = ZERO) -> Resolved:
    """Fill an unset request from the limit or the default, an unset limit from the request; then clamp."""
    request_note = limit_note = ""
    if request.is_zero:
        request, request_note = (default, "default") if limit.is_zero else (limit, "taken from the limit")
    if limit.is_zero:
        limit, limit_note = request, request_note if request_note == "default" else "taken from the request"
    return ensure_range(request, limit, ceiling, request_note, limit_note)


def ensure_range(
    request: Quantity, limit: Quantity, ceiling: Quantity = ZERO, request_note: str = "", limit_note: str = ""
) -> Resolved:
    """Lower request and limit to the platform's ceiling, then the request to the limit. Zero means unset."""
    request, limit = _at_most(request, ceiling), _at_most(limit, ceiling)
    lowered = _at_most(request, limit)
    if lowered != request:
        request, request_note = lowered, LOWERED
    return Resolved(request, limit, request_note, limit_note)


def resolve(
    requirements: Requirements,
    mode: ResourceMode,
    defaults: Mapping[str, str],
    accelerator_names: Iterable[str],
    ceilings: Mapping[str, str] | None = None,
) -> dict[str, Resolved]:
    """Complete `requirements` in place and return what became of each resource it looked at.

    Always cpu and memory; ephemeral storage and accelerators where present. Anything else passes untouched.

    Args:
        ceilings: the platform's limits. Flyte's open-source backend has none.
    """
    resolved: dict[str, Resolved] = {}
    requests, limits = requirements.requests, requirements.limits
    optional = [name for name in (EPHEMERAL_STORAGE, *accelerator_names) if name in requests or name in limits]
    for name in (CPU, MEMORY, *optional):
        request, limit = try_parse(requests.get(name, "0")), try_parse(limits.get(name, "0"))
        if request is None or limit is None:
            continue
        ceiling = parse_quantity((ceilings or {}).get(name, "0"))
        if mode is ResourceMode.MERGE:
            result = assign_resource(request, limit, parse_quantity(defaults.get(name, "0")), ceiling)
        else:
            result = ensure_range(request, limit, ceiling)
        requests[name], limits[name] = str(result.request), str(result.limit)
        resolved[name] = result
    return resolved


def _at_most(value: Quantity, ceiling: Quantity) -> Quantity:
    """Return the smaller one; zero means unset on either side."""
    return ceiling if value > ceiling and not value.is_zero and not ceiling.is_zero else value
