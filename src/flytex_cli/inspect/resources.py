"""What a task asks for, from its container or its pod."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flytex_cli.inspect.model import Amount

_NAMES = {"CPU": "cpu", "MEMORY": "memory", "GPU": "gpu", "STORAGE": "disk", "EPHEMERAL_STORAGE": "disk"}
_OF_PODS = {"cpu": "cpu", "memory": "memory", "ephemeral-storage": "disk"}


def to_amounts(template: Any) -> dict[str, Amount]:
    """Return request and limit by resource: cpu, memory, gpu, disk, shm, then others of a pod by name.

    Args:
        template: a `flyteidl2.core.TaskTemplate`.
    """
    requests, limits = _of_container(template) if template.HasField("container") else _of_pod(template)
    extended = template.extended_resources
    device = None
    if extended.HasField("gpu_accelerator"):
        accelerator = extended.gpu_accelerator
        device = " ".join(filter(None, (accelerator.device, accelerator.partition_size)))
    names = [*("cpu", "memory", "gpu", "disk"), *sorted(({*requests} | {*limits}) - {"cpu", "memory", "gpu", "disk"})]
    amounts = {
        name: Amount(requests.get(name), limits.get(name), device if name == "gpu" else None)
        for name in names
        if name in requests or name in limits
    }
    if extended.HasField("shared_memory"):
        amounts["shm"] = Amount(extended.shared_memory.size_limit or "auto")
    return amounts


def _of_container(template: Any) -> tuple[dict[str, str], dict[str, str]]:
    from flyteidl2.core.tasks_pb2 import Resources

    def by_name(entries: Any) -> dict[str, str]:
        known = ((Resources.ResourceName.Name(entry.name), entry.value) for entry in entries)
        return {_NAMES.get(name, name.lower()): value for name, value in known}

    return by_name(template.container.resources.requests), by_name(template.container.resources.limits)


def _of_pod(template: Any) -> tuple[dict[str, str], dict[str, str]]:
    resources = primary_container(template).get("resources", {})
    requests, limits = (resources.get(side, {}) for side in ("requests", "limits"))
    return _renamed(requests), _renamed(limits)


def _renamed(amounts: Mapping[str, Any]) -> dict[str, str]:
    """GPUs of a pod are asked for by their vendor's name."""
    return {
        _OF_PODS.get(name, "gpu" if name.rpartition("/")[2] == "gpu" else name): str(value)
        for name, value in amounts.items()
    }


def primary_container(template: Any) -> dict[str, Any]:
    """Return the container of a pod that runs the task; empty where the task has no pod."""
    from flytex_cli.wire.struct import from_struct

    spec = from_struct(template.k8s_pod.pod_spec) if template.HasField("k8s_pod") else {}
    containers = [each for each in spec.get("containers", ()) if isinstance(each, dict)]
    name = template.k8s_pod.primary_container_name
    return next((each for each in containers if each.get("name") == name), containers[0] if containers else {})
