"""What a task asks of its node. Fills `container.resources` and `extended_resources`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flytex_cli.facts.accelerators import (
    ACCELERATORS,
    APPLE_SILICON_DEVICE,
    DEPRECATED_NAMES,
    DEVICE_CLASS,
    DeviceClass,
)
from flytex_cli.standin._core.pod.spec import PRIMARY_CONTAINER_DEFAULT_NAME, pod_spec_from_resources

from .device import AMD_GPU, APPLE_SILICON, GPU, HABANA_GAUDI, TPU, Device, Neuron, current_gpu_name

__all__ = [
    "AMD_GPU",
    "APPLE_SILICON",
    "GPU",
    "HABANA_GAUDI",
    "PRIMARY_CONTAINER_DEFAULT_NAME",
    "TPU",
    "CPUBaseType",
    "Device",
    "DeviceClass",
    "Neuron",
    "Resources",
    "pod_spec_from_resources",
]

CPUBaseType = int | float | str


@dataclass
class Resources:
    """Requests, and limits where a `(request, limit)` pair is given; quantities are Kubernetes's.

    Attributes:
        cpu: cores as a number, or a quantity such as `500m`; a pair for request and limit.
        memory: a quantity such as `512Mi`; a pair for request and limit.
        gpu: a count of any GPU, `MODEL:COUNT`, or a Device.
        disk: ephemeral storage, a quantity.
        shm: size of /dev/shm, a quantity, or "auto" for as much as the node has.
    """

    cpu: CPUBaseType | tuple[CPUBaseType, CPUBaseType] | None = None
    memory: str | tuple[str, str] | None = None
    gpu: str | int | Device | None = None
    disk: str | None = None
    shm: str | None = None

    def __post_init__(self) -> None:
        for field, value in (("cpu", self.cpu), ("memory", self.memory)):
            if isinstance(value, tuple) and len(value) != 2:
                raise ValueError(f"{field} as a tuple is a (request, limit) pair, got {value!r}")
        _check_each("cpu", self.cpu, _check_cpu)
        _check_each("memory", self.memory, _check_quantity)
        _check_single("disk", self.disk)
        _check_single("shm", self.shm)
        self.gpu = _checked_gpu(self.gpu)

    def get_device(self) -> Device | None:
        """Return the accelerator asked for; None when there is none, which includes `gpu=0`."""
        gpu = self.gpu
        if gpu is None or gpu == 0:
            return None
        if isinstance(gpu, Device):
            return gpu
        if isinstance(gpu, int):
            return Device(quantity=gpu, device_class="GPU")
        device, _, count = gpu.partition(":")
        if device not in DEVICE_CLASS:
            raise ValueError(
                f"gpu={gpu!r}: there is no device {device!r}; the known ones are {', '.join(DEVICE_CLASS)}"
            )
        return Device(device=device, device_class=DEVICE_CLASS[device], quantity=int(count or 1))

    def get_shared_memory(self) -> str | None:
        """Return the size of /dev/shm; an empty string says as much as the node has."""
        return "" if self.shm == "auto" else self.shm


def _check_each(field: str, value: Any, check: Any) -> None:
    if value is None:
        return
    for part in value if isinstance(value, tuple) else (value,):
        if part is None:
            raise ValueError(f"{field} as a pair needs both request and limit, got {value!r}")
        check(field, part)


def _check_single(field: str, value: Any) -> None:
    if value is not None:
        _check_quantity(field, value)


def _check_cpu(field: str, value: Any) -> None:
    if not isinstance(value, (int, float, str)):
        raise ValueError(
            f"{field} must be cores (1, 0.5) or a Kubernetes quantity ('500m'), got {type(value).__name__}: {value!r}"
        )
    if isinstance(value, (int, float)) and value < 0:
        raise ValueError(f"{field} must be zero or more, got {value!r}")


def _check_quantity(field: str, value: Any) -> None:
    # A number is not made a string: memory=1024 would ask for 1024 bytes.
    if not isinstance(value, str):
        raise ValueError(
            f"{field} must be a Kubernetes quantity as a string ('512Mi', '2G'), got {type(value).__name__}: {value!r}"
        )


def _checked_gpu(gpu: Any) -> Any:
    if gpu is None or isinstance(gpu, Device):
        return gpu
    if isinstance(gpu, int):
        if gpu < 0:
            raise ValueError(f"gpu must be zero or more, got {gpu}")
        return gpu
    if isinstance(gpu, str):
        device, colon, count = gpu.partition(":")
        if device in DEPRECATED_NAMES:
            gpu = f"{current_gpu_name(device)}{colon}{count}"
        if gpu not in ACCELERATORS:
            raise ValueError(_unknown_accelerator(gpu))
        return gpu
    raise ValueError(
        f"gpu must be a count, MODEL:COUNT ('A100:4'), or what GPU(), TPU() and the like return, "
        f"got {type(gpu).__name__}: {gpu!r}"
    )


def _unknown_accelerator(gpu: str) -> str:
    device = gpu.partition(":")[0]
    counts = [name.partition(":")[2] for name in ACCELERATORS if name.partition(":")[0] == device]
    if device == APPLE_SILICON_DEVICE or not counts:
        return f"gpu={gpu!r} is no accelerator; it must be MODEL:COUNT, one of {', '.join(ACCELERATORS)}"
    return f"gpu={gpu!r} is no accelerator: {device} must be given with one of the counts {', '.join(counts)}"
