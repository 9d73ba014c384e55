"""Accelerator devices: `Device` and the functions that make one with its names checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from flytex_cli.facts.accelerators import (
    APPLE_SILICON_DEVICE,
    DEPRECATED_NAMES,
    GPU_PARTITIONS,
    TPU_PARTITIONS,
    AMD_GPUType,
    DeviceClass,
    GPUQuantity,
    GPUType,
    HABANA_GAUDIType,
    NeuronType,
    SharedGPUType,
    TPUType,
)
from flytex_cli.standin._core.common.loggers import logger
from flytex_cli.standin._core.common.repr import short_repr


@short_repr
@dataclass(frozen=True, slots=True)
class Device:
    """So many devices of a kind, whole or one partition of each.

    Attributes:
        quantity: how many, 1 or more.
        device_class: whose resource they are.
        device: the model, as in `T4`; None when any will do.
        partition: a MIG profile (`1g.5gb`) or a TPU topology (`2x2`).
    """

    quantity: int
    device_class: DeviceClass
    device: str | None = None
    partition: str | None = None

    def __post_init__(self) -> None:
        if self.quantity < 1:
            raise ValueError(f"the GPU quantity must be 1 or more, got {self.quantity}")
        if (self.device == APPLE_SILICON_DEVICE) != (self.device_class == "APPLE_SILICON"):
            raise ValueError(
                'the Apple Silicon device is device="AppleSilicon" together with device_class="APPLE_SILICON", '
                f"got device={self.device!r}, device_class={self.device_class!r}"
            )
        if self.device_class == "APPLE_SILICON" and self.quantity != 1:
            raise ValueError(f"a Mac has one Metal GPU: the quantity must be 1, got {self.quantity}")


def current_gpu_name(device: str) -> str:
    """Return today's name of a GPU, with a warning when an earlier release's was given."""
    current = DEPRECATED_NAMES.get(device)
    if current is None:
        return device
    logger.warning(f"the GPU name {device!r} is deprecated, write {current!r}")
    return current


def _check_name(kind: str, device: str, known: tuple[str, ...]) -> None:
    if device not in known:
        raise ValueError(f"there is no {kind} {device!r}; the known ones are {', '.join(known)}")


def _check_partition(device: str, partition: str, known: tuple[str, ...]) -> None:
    if partition not in known:
        raise ValueError(f"{device} has no partition {partition!r}; it has {', '.join(known)}")


def GPU(device: GPUType, quantity: GPUQuantity, partition: str | None = None) -> Device:
    """Ask for NVIDIA GPUs by model; a `... shared` one is a time slice, which has no partitions."""
    if quantity < 1:
        raise ValueError(f"the GPU quantity must be 1 or more, got {quantity}")
    name = current_gpu_name(device)
    _check_name("GPU", name, get_args(GPUType))
    if partition is not None:
        if name in get_args(SharedGPUType):
            raise ValueError(f"a shared GPU has no partitions: {name} with {partition!r}; ask for a whole device")
        if name in GPU_PARTITIONS:
            _check_partition(name, partition, GPU_PARTITIONS[name])
    return Device(device=name, quantity=quantity, partition=partition, device_class="GPU")


def TPU(device: TPUType, partition: str | None = None) -> Device:
    """Ask for a slice of Google TPUs; the partition is its topology."""
    _check_name("TPU", device, get_args(TPUType))
    if partition is not None:
        _check_partition(device, partition, TPU_PARTITIONS[device])
    return Device(1, "TPU", device, partition)


def Neuron(device: NeuronType) -> Device:
    """Ask for an AWS Neuron device."""
    _check_name("Neuron device", device, get_args(NeuronType))
    return Device(device=device, quantity=1, device_class="NEURON")


def AMD_GPU(device: AMD_GPUType) -> Device:
    """Ask for an AMD GPU."""
    _check_name("AMD GPU", device, get_args(AMD_GPUType))
    return Device(device=device, quantity=1, device_class="AMD_GPU")


def HABANA_GAUDI(device: HABANA_GAUDIType) -> Device:
    """Ask for a Habana Gaudi."""
    _check_name("Habana Gaudi", device, get_args(HABANA_GAUDIType))
    return Device(device=device, quantity=1, device_class="HABANA_GAUDI")


def APPLE_SILICON() -> Device:
    """Ask for the Metal GPU of the Mac that a devbox runs on."""
    return Device(device=APPLE_SILICON_DEVICE, quantity=1, device_class="APPLE_SILICON")
