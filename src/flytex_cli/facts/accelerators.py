"""The accelerators `flyte.Resources(gpu=...)` knows: names, counts, partitions, and their names on the wire.

As of SDK 2.12.1; names that are missing here are refused where they are written.
"""

from __future__ import annotations

from typing import Literal, get_args

DeviceClass = Literal["GPU", "TPU", "NEURON", "AMD_GPU", "HABANA_GAUDI", "APPLE_SILICON"]

SharedGPUType = Literal["T4 shared", "L4 shared", "A10G shared", "A10 shared", "L40S shared"]
GPUType = Literal[
    "A2",
    "A10",
    "A10G",
    "A100",
    "A100_80G",
    "B200",
    "H100",
    "H200",
    "L4",
    "L40s",
    "T4",
    "V100",
    "RTX_PRO_4500",
    "RTX_PRO_6000",
    "GB10",
    "T4 shared",
    "L4 shared",
    "A10G shared",
    "A10 shared",
    "L40S shared",
]
GPUQuantity = Literal[1, 2, 3, 4, 5, 6, 7, 8]
TPUType = Literal["V5E", "V5P", "V6E"]
NeuronType = Literal["Inf1", "Inf2", "Trn1", "Trn1n", "Trn2", "Trn2u"]
AMD_GPUType = Literal["MI100", "MI210", "MI250", "MI250X", "MI300A", "MI300X", "MI325X", "MI350X", "MI355X"]
HABANA_GAUDIType = Literal["Gaudi1"]
AppleSiliconType = Literal["AppleSilicon"]

APPLE_SILICON_DEVICE = "AppleSilicon"

GPU_PARTITIONS = {
    "A100": ("1g.5gb", "2g.10gb", "3g.20gb", "4g.20gb", "7g.40gb"),
    "A100_80G": ("1g.10gb", "2g.20gb", "3g.40gb", "4g.40gb", "7g.80gb"),
    "H100": ("1g.10gb", "1g.20gb", "2g.20gb", "3g.40gb", "4g.40gb", "7g.80gb"),
    "H200": ("1g.18gb", "1g.35gb", "2g.35gb", "3g.71gb", "4g.71gb", "7g.141gb"),
    "RTX_PRO_6000": ("1g.24gb", "2g.48gb", "4g.96gb"),
}
"""MIG profiles by device; devices that are not here take any partition, except shared ones, which take none."""

_SMALL_SLICES = ("1x1", "2x2", "2x4", "4x4", "4x8", "8x8", "8x16", "16x16")
_LARGE_SLICES = (
    "2x2x1",
    "2x2x2",
    "2x4x4",
    "4x4x4",
    "4x4x8",
    "4x8x8",
    "8x8x8",
    "8x8x16",
    "8x16x16",
    "16x16x16",
    "16x16x24",
)
TPU_PARTITIONS = {"V5E": _SMALL_SLICES, "V5P": _LARGE_SLICES, "V6E": _SMALL_SLICES}

_UP_TO_EIGHT = range(1, 9)
_BY_BOARD = (1, 4, 8, 16)
_COUNTS: dict[str, tuple[int, ...] | range] = {
    "A2": (1,),
    **dict.fromkeys(("A10", "A10G", "A100", "A100_80G", "B200", "H100", "H200", "L4", "L40s", "V100"), _UP_TO_EIGHT),
    "RTX_PRO_4500": (1,),
    "RTX_PRO_6000": (1, 2),
    "GB10": (1,),
    "T4": _UP_TO_EIGHT,
    **dict.fromkeys(get_args(SharedGPUType), (1,)),
    **dict.fromkeys(("Trn1", "Trn1n", "Trn2", "Trn2u"), _BY_BOARD),
    "Inf1": range(1, 17),
    "Inf2": range(1, 13),
    **dict.fromkeys(get_args(AMD_GPUType), (1,)),
    **dict.fromkeys(get_args(HABANA_GAUDIType), (1,)),
    APPLE_SILICON_DEVICE: (1,),
}

ACCELERATORS = (
    *(f"{device}:{count}" for device, counts in _COUNTS.items() for count in counts),
    APPLE_SILICON_DEVICE,
)
"""Every string `gpu=` accepts."""

DEVICE_CLASS: dict[str, DeviceClass] = {
    **dict.fromkeys(get_args(GPUType), "GPU"),
    **dict.fromkeys(get_args(TPUType), "TPU"),
    **dict.fromkeys(get_args(NeuronType), "NEURON"),
    **dict.fromkeys(get_args(AMD_GPUType), "AMD_GPU"),
    **dict.fromkeys(get_args(HABANA_GAUDIType), "HABANA_GAUDI"),
    APPLE_SILICON_DEVICE: "APPLE_SILICON",
}

DEPRECATED_NAMES = {"A100 80G": "A100_80G", "RTX PRO 6000": "RTX_PRO_6000"}
"""Spellings of earlier releases, replaced with a warning."""

WIRE_NAMES = {
    "A100": "nvidia-tesla-a100",
    "A100_80G": "nvidia-a100-80gb",
    "A100 80G": "nvidia-a100-80gb",
    "H100": "nvidia-tesla-h100",
    "A10": "nvidia-a10",
    "A10G": "nvidia-a10g",
    "A100G": "nvidia-a100g",
    "L4": "nvidia-l4",
    "L40s": "nvidia-l40s",
    "L4_VWS": "nvidia-l4-vws",
    "K80": "nvidia-tesla-k80",
    "M60": "nvidia-tesla-m60",
    "P4": "nvidia-tesla-p4",
    "P100": "nvidia-tesla-p100",
    "RTX_PRO_4500": "nvidia-rtx-pro-4500",
    "RTX_PRO_6000": "nvidia-rtx-pro-6000",
    "RTX PRO 6000": "nvidia-rtx-pro-6000",
    "T4": "nvidia-tesla-t4",
    "V100": "nvidia-tesla-v100",
    "V5E": "tpu-v5-lite-podslice",
    "V5P": "tpu-v5p-slice",
    "V6E": "tpu-v6e-slice",
}
"""`extended_resources.gpu_accelerator.device` by device; a device that is not here travels under its own name."""
