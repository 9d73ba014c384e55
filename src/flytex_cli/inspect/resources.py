"""What a task or an app asks for, from its container or its pod."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flytex_cli.inspect.model import Amount

_NAMES = {"CPU": "cpu", "MEMORY": "memory", "GPU": "gpu", "STORAGE": "disk", "EPHEMERAL_STORAGE": "disk"}
_OF_PODS = {"cpu": "cpu", "memory": "memory", "ephemeral-storage": "disk"}


@dataclass(frozen=True)
class Workload:
    """What runs a task or an app: a `flyteidl2.core.Container`, or a `K8sPod`, with `ExtendedResources`.

    Attributes:
        container: empty where there is none.
        pod: the container of a pod that runs it; empty where there is no pod.
    """

    container: Any
    pod: Mapping[str, Any]
    extended: Any

    @classmethod
    def of_task(cls, template: Any) -> Workload:
        """Return that of a `flyteidl2.core.TaskTemplate`."""
        pod = _primary(template.k8s_pod) if template.HasField("k8s_pod") else {}
        return cls(template.container, pod, template.extended_resources)

    @classmethod
    def of_app(cls, spec: Any) -> Workload:
        """Return that of a `flyteidl2.app.Spec`."""
        pod = _primary(spec.pod, "app") if spec.HasField("pod") else {}
        return cls(spec.container, pod, spec.extended_resources)

    @property
    def image(self) -> str:
        """The image it runs in."""
        return self.container.image or str(self.pod.get("image", ""))

    @property
    def command(self) -> tuple[str, ...]:
        """Its command and arguments."""
        own = (*self.container.command, *self.container.args)
        return own or (*self.pod.get("command", ()), *self.pod.get("args", ()))

    @property
    def env(self) -> dict[str, str]:
        """Its environment variables."""
        variables = {pair.key: pair.value for pair in self.container.env}
        for item in self.pod.get("env", ()):
            if isinstance(item, dict):
                variables[str(item.get("name"))] = str(item["value"]) if "value" in item else "(from the cluster)"
        return variables


def to_amounts(workload: Workload) -> dict[str, Amount]:
    """Return request and limit by resource: cpu, memory, gpu, disk, shm, then others of a pod by name."""
    requests, limits = _of_pod(workload.pod) if workload.pod else _of_container(workload.container)
    extended = workload.extended
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


def _of_container(container: Any) -> tuple[dict[str, str], dict[str, str]]:
    from flyteidl2.core.tasks_pb2 import Resources

    def by_name(entries: Any) -> dict[str, str]:
        known = ((Resources.ResourceName.Name(entry.name), entry.value) for entry in entries)
        return {_NAMES.get(name, name.lower()): value for name, value in known}

    return by_name(container.resources.requests), by_name(container.resources.limits)


def _of_pod(pod: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    resources = pod.get("resources", {})
    requests, limits = (resources.get(side, {}) for side in ("requests", "limits"))
    return _renamed(requests), _renamed(limits)


def _renamed(amounts: Mapping[str, Any]) -> dict[str, str]:
    """GPUs of a pod are asked for by their vendor's name."""
    return {
        _OF_PODS.get(name, "gpu" if name.rpartition("/")[2] == "gpu" else name): str(value)
        for name, value in amounts.items()
    }


def _primary(pod: Any, name: str | None = None) -> dict[str, Any]:
    """Return the container of a `K8sPod` that runs the task or app."""
    from flytex_cli.wire.struct import from_struct

    containers = [each for each in from_struct(pod.pod_spec).get("containers", ()) if isinstance(each, dict)]
    wanted = name or pod.primary_container_name
    return next((each for each in containers if each.get("name") == wanted), containers[0] if containers else {})
