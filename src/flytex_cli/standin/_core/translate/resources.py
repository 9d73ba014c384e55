"""`Resources` of a container, and `ExtendedResources`: accelerator and shared memory."""

from __future__ import annotations

from typing import Any

from flyteidl2.core import tasks_pb2

from flytex_cli.facts.accelerators import DEPRECATED_NAMES, WIRE_NAMES
from flytex_cli.standin._core.common.loggers import logger
from flytex_cli.standin._core.resources.resources import Resources

_Entry = tasks_pb2.Resources.ResourceEntry

_DEVICE_CLASSES: dict[str, Any] = {
    "GPU": tasks_pb2.GPUAccelerator.NVIDIA_GPU,
    "TPU": tasks_pb2.GPUAccelerator.GOOGLE_TPU,
    "NEURON": tasks_pb2.GPUAccelerator.AMAZON_NEURON,
    "AMD_GPU": tasks_pb2.GPUAccelerator.AMD_GPU,
    "HABANA_GAUDI": tasks_pb2.GPUAccelerator.HABANA_GAUDI,
    # 5 on the wire also where flyteidl2 is too old to have the name.
    "APPLE_SILICON": getattr(tasks_pb2.GPUAccelerator, "APPLE_SILICON", 5),
}


def to_resources(resources: Resources | None) -> tasks_pb2.Resources | None:
    """Return requests, and limits where a pair was given; unset when there is nothing."""
    if resources is None:
        return None
    requests, limits = [], []
    for name, value in (("CPU", resources.cpu), ("MEMORY", resources.memory)):
        if isinstance(value, tuple):
            requests.append(_to_entry(name, value[0]))
            limits.append(_to_entry(name, value[1]))
        elif value is not None:
            requests.append(_to_entry(name, value))
    device = resources.get_device()
    if device is not None:
        requests.append(_to_entry("GPU", device.quantity))
    if resources.disk is not None:
        requests.append(_to_entry("EPHEMERAL_STORAGE", resources.disk))
    if not requests:
        return None
    return tasks_pb2.Resources(requests=requests, limits=limits)


def to_extended_resources(resources: Resources | None) -> tasks_pb2.ExtendedResources | None:
    """Return accelerator and shared memory; unset when there is neither. A bare count of GPUs is no accelerator."""
    if resources is None:
        return None
    accelerator = _to_accelerator(resources)
    size = resources.get_shared_memory()
    if accelerator is None and size is None:
        return None
    memory = None
    if size is not None:
        memory = tasks_pb2.SharedMemory(mount_path="/dev/shm", mount_name="flyte-shm", size_limit=size)
    return tasks_pb2.ExtendedResources(gpu_accelerator=accelerator, shared_memory=memory)


def _to_entry(name: str, value: Any) -> tasks_pb2.Resources.ResourceEntry:
    return _Entry(name=name, value=str(value))


def _to_accelerator(resources: Resources) -> tasks_pb2.GPUAccelerator | None:
    device = resources.get_device()
    if device is None or isinstance(resources.gpu, int):
        return None
    if device.device is None:
        raise RuntimeError(f"gpu={device}: the device must be named, or give a bare count for any device")
    if device.device in DEPRECATED_NAMES:
        logger.warning(f"the GPU name {device.device!r} is deprecated, write {DEPRECATED_NAMES[device.device]!r}")
    return tasks_pb2.GPUAccelerator(
        device=WIRE_NAMES.get(device.device, device.device),
        partition_size=device.partition or None,
        device_class=_DEVICE_CLASSES.get(device.device_class, tasks_pb2.GPUAccelerator.NVIDIA_GPU),
    )
