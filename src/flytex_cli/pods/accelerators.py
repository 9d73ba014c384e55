"""Node affinity, tolerations and the slices label of a task's accelerator (`ApplyGPUNodeSelectors`)."""

from __future__ import annotations

import re

from flyteidl2.core import tasks_pb2

from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.pods.devices import device_class_name
from flytex_cli.pods.draft import PodDraft, from_task
from flytex_cli.pods.findings import Code, warning
from flytex_cli.pods.names import is_label_value
from flytex_cli.pods.origins import Origin
from flytex_cli.pods.scheduling import require_node, tolerate
from flytex_cli.wire.struct import JsonObject

SLICES_LABEL = "platform.union.ai/gpu-partition-slices"

_WHERE = {True: "", False: " in a configuration for --cluster-config"}
_REMEDY = {
    True: "add it to plugins.k8s.accelerator-devices",
    False: "give the cluster's configuration with --cluster-config",
}
"""What to do, by whether the cluster's configuration was given."""


def apply_accelerator(draft: PodDraft) -> None:
    """Send the Pod to nodes with the accelerator the task names, if any container is limited to some of it."""
    accelerator = draft.accelerator
    if accelerator is None:
        return
    _warn_of_unknown(draft, accelerator)
    if requires_accelerator(draft.spec, draft.config):
        _select_device(draft, accelerator)
        _select_partition(draft, accelerator)
    else:
        draft.findings.append(
            warning(
                Code.ACCELERATOR_WITHOUT_LIMIT,
                "spec.containers",
                f"the task names the accelerator {accelerator.device!r} but no container has a limit for it; "
                "the Pod may land on any node",
                "request a quantity of the accelerator",
            )
        )
    # The label is set whether or not a container asks for the partition.
    slices = partition_slices(accelerator)
    if slices:
        labels = draft.metadata.setdefault("labels", {})
        labels[SLICES_LABEL] = slices
        draft.origins.mark(labels, SLICES_LABEL, from_task("extended_resources.gpu_accelerator.partition_size"))


def requires_accelerator(spec: JsonObject, config: ClusterConfig) -> bool:
    """Tell whether some container (init containers do not count) has a limit on an accelerator."""
    names = config.accelerator_names()
    return any(
        name in container.get("resources", {}).get("limits", {})
        for container in spec.get("containers", [])
        for name in names
    )


def node_label_value(device: str, config: ClusterConfig) -> str:
    """Return the value of the device label for a device's name: that of `accelerator-devices`, or the name itself."""
    return config.accelerator_devices.get(device.upper(), device)


def partition_slices(accelerator: tasks_pb2.GPUAccelerator) -> str | None:
    """Return how many seventh parts a MIG partition takes: "3" for `3g.20gb`."""
    match = re.fullmatch(r"([0-9]+)g\.[0-9]+gb", accelerator.partition_size)
    return match[1] if match else None


def _select_device(draft: PodDraft, accelerator: tasks_pb2.GPUAccelerator) -> None:
    if accelerator.device:
        label = draft.config.device_class(device_class_name(accelerator)).device_node_label
        value = node_label_value(accelerator.device, draft.config)
        _require_and_tolerate(draft, label, value, from_task("extended_resources.gpu_accelerator.device"))


def _select_partition(draft: PodDraft, accelerator: tasks_pb2.GPUAccelerator) -> None:
    device = draft.config.device_class(device_class_name(accelerator))
    label = device.partition_size_node_label
    choice = accelerator.WhichOneof("partition_size_value")
    if choice == "partition_size":
        origin = from_task("extended_resources.gpu_accelerator.partition_size")
        _require_and_tolerate(draft, label, accelerator.partition_size, origin)
    elif choice == "unpartitioned" and accelerator.unpartitioned:
        origin = from_task("extended_resources.gpu_accelerator.unpartitioned")
        require_node(
            draft,
            device.unpartitioned_node_selector_requirement or {"key": label, "operator": "DoesNotExist"},
            origin,
        )
        if device.unpartitioned_toleration:
            tolerate(draft, device.unpartitioned_toleration, origin)


def _require_and_tolerate(draft: PodDraft, label: str, value: str, origin: Origin) -> None:
    require_node(draft, {"key": label, "operator": "In", "values": [value]}, origin)
    tolerate(draft, {"key": label, "operator": "Equal", "value": value, "effect": "NoSchedule"}, origin)


def _warn_of_unknown(draft: PodDraft, accelerator: tasks_pb2.GPUAccelerator) -> None:
    where = "task_template.extended_resources.gpu_accelerator"
    name, owner = device_class_name(accelerator), draft.config.owner
    if name not in draft.config.accelerator_device_classes:
        draft.findings.append(
            warning(
                Code.UNKNOWN_DEVICE_CLASS,
                f"{where}.device_class",
                f"{owner} has no device class {name}; its GPUs are counted as {draft.config.gpu_resource_name}",
                f"set plugins.k8s.accelerator-device-classes.{name}{_WHERE[draft.config.is_known]}",
            )
        )
    device = accelerator.device
    value = node_label_value(device, draft.config)
    if device and value == device and value not in draft.config.accelerator_devices.values():
        problem = "" if is_label_value(value) else ", and the API server refuses it as a label value"
        draft.findings.append(
            warning(
                Code.UNKNOWN_ACCELERATOR,
                f"{where}.device",
                f"{owner} does not know the device {device!r}; nodes must carry this very name in their "
                f"device label{problem}",
                f"{_REMEDY[draft.config.is_known]}, or check the nodes' labels",
            )
        )
