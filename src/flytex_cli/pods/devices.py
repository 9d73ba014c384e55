"""Accelerators as the backend knows them unless its operator says otherwise: devices and device classes.

Restates the defaults of `accelerator-devices` and `accelerator-device-classes` in the backend's k8s plugin section.
"""

from __future__ import annotations

from dataclasses import dataclass

from flyteidl2.core import tasks_pb2

from flytex_cli.wire.struct import JsonObject

NVIDIA_CLASS = "NVIDIA_GPU"
NVIDIA_KEY = "nvidia.com/gpu"


@dataclass(frozen=True)
class DeviceClass:
    """One entry of `accelerator-device-classes`; what is left empty falls back to the `gpu-*` keys."""

    resource_name: str = ""
    device_node_label: str = ""
    partition_size_node_label: str = ""
    unpartitioned_node_selector_requirement: JsonObject | None = None
    unpartitioned_toleration: JsonObject | None = None
    pod_template: JsonObject | None = None


DEVICE_CLASSES = {
    NVIDIA_CLASS: DeviceClass(NVIDIA_KEY),
    "GOOGLE_TPU": DeviceClass(
        "google.com/tpu", "cloud.google.com/gke-tpu-accelerator", "cloud.google.com/gke-tpu-topology"
    ),
    "AMAZON_NEURON": DeviceClass("aws.amazon.com/neuron"),
    "AMD_GPU": DeviceClass("amd.com/gpu"),
    "HABANA_GAUDI": DeviceClass("habana.ai/gaudi"),
}

_TESLA = ("A100", "K80", "M60", "P4", "P100", "T4", "V100")
_NVIDIA = ("A10", "A10G", "A100G", "B200", "GB200", "H100", "H200", "L4")
_NEURON = ("INF1", "INF2", "TRN1", "TRN1N", "TRN2", "TRN2U")
_AMD = ("MI100", "MI210", "MI250", "MI250X", "MI300A", "MI300X", "MI325X", "MI350X", "MI355X")

DEVICES = {
    **{name: f"nvidia-tesla-{name.lower()}" for name in _TESLA},
    **{name: f"nvidia-{name.lower()}" for name in _NVIDIA},
    **{name: f"aws-neuron-{name.lower()}" for name in _NEURON},
    **{name: f"amd-{name.lower()}" for name in _AMD},
    "A100 80G": "nvidia-a100-80gb",
    "H100 80G": "nvidia-h100-80gb",
    "H100 MEGA 80G": "nvidia-h100-mega-80gb",
    # Never found: the backend looks devices up in upper case, and this key has a small letter.
    "L40s": "nvidia-l40s",
    "L4_VWS": "nvidia-l4-vws",
    "RTX PRO 6000": "nvidia-rtx-pro-6000",
    "V5E": "tpu-v5-lite-podslice",
    "V5P": "tpu-v5p-slice",
    "V6E": "tpu-v6e-slice",
    "GAUDI1": "habana-gaudi-dl1",
}
"""Device name -> value of the node label that nodes with the device carry."""


def device_class_name(accelerator: tasks_pb2.GPUAccelerator) -> str:
    """Return the name of the accelerator's class, which is also its configuration key; NVIDIA_GPU when unset."""
    known = tasks_pb2.GPUAccelerator.DeviceClass.DESCRIPTOR.values_by_number.get(accelerator.device_class)
    return known.name if known else str(accelerator.device_class)
