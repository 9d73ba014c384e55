"""Requests and limits of an app's container (`buildResourceRequirements`): four names, no defaults, no clamping."""

from __future__ import annotations

from collections.abc import Iterable

from flyteidl2.core import tasks_pb2

from flytex_cli.pods.errors import QuantityError
from flytex_cli.pods.findings import Code, error, warning
from flytex_cli.pods.quantity import canonical
from flytex_cli.services.draft import ServiceDraft, from_app
from flytex_cli.wire.struct import JsonObject

_NAMES = {
    tasks_pb2.Resources.CPU: "cpu",
    tasks_pb2.Resources.MEMORY: "memory",
    tasks_pb2.Resources.STORAGE: "storage",
    tasks_pb2.Resources.EPHEMERAL_STORAGE: "ephemeral-storage",
}
_FIELD = "spec.container.resources"


def to_requirements(draft: ServiceDraft, resources: tasks_pb2.Resources) -> JsonObject:
    """Return `resources` of a container, empty sides left out."""
    sides = {
        "requests": _resource_list(draft, resources.requests, f"{_FIELD}.requests"),
        "limits": _resource_list(draft, resources.limits, f"{_FIELD}.limits"),
    }
    return {side: listed for side, listed in sides.items() if listed}


def _resource_list(
    draft: ServiceDraft, entries: Iterable[tasks_pb2.Resources.ResourceEntry], path: str
) -> dict[str, str]:
    listed: dict[str, str] = {}
    for index, entry in enumerate(entries):
        name = _NAMES.get(entry.name)
        if name is None:
            draft.findings.append(warning(Code.RESOURCE_DROPPED, f"{path}[{index}]", _dropped(entry)))
            continue
        try:
            listed[name] = canonical(entry.value)
        except QuantityError as problem:
            listed[name] = entry.value
            message = f"{problem.message}; the backend panics on it, and there is no Service"
            draft.findings.append(error(Code.BAD_QUANTITY, f"{path}[{index}]", message, problem.hint))
        if listed[name] != entry.value:
            draft.origins.mark(listed, name, from_app(f"written {entry.value}"))
    return listed


def _dropped(entry: tasks_pb2.Resources.ResourceEntry) -> str:
    known = tasks_pb2.Resources.ResourceName.DESCRIPTOR.values_by_number.get(entry.name)
    name = known.name if known else str(entry.name)
    return f"the backend drops resources of apps named {name}: the app does not get {entry.value!r} of it"
