"""Accelerators that Flyte does not have: `gpu="a100:2"`, `flyte.GPU("A10O", 1)`."""

from __future__ import annotations

from typing import Any, get_args

from flytex_cli.engine.refused.call import RefusedCall
from flytex_cli.engine.refused.refusal import Told
from flytex_cli.engine.refused.words import nearest, one_of, shown
from flytex_cli.facts.accelerators import (
    ACCELERATORS,
    GPU_PARTITIONS,
    TPU_PARTITIONS,
    AMD_GPUType,
    GPUType,
    HABANA_GAUDIType,
    NeuronType,
    SharedGPUType,
    TPUType,
)

COUNT = "Resources.gpu.quantity"
BY_MAKER: dict[str, tuple[str, ...]] = {
    "GPU": get_args(GPUType),
    "TPU": get_args(TPUType),
    "Neuron": get_args(NeuronType),
    "AMD_GPU": get_args(AMD_GPUType),
    "HABANA_GAUDI": get_args(HABANA_GAUDIType),
}
"""The devices that each function makes."""


def gpu(value: Any, call: RefusedCall) -> Told | None:
    """Read `Resources(gpu=...)`."""
    if isinstance(value, str):
        return _accelerator(value)
    if isinstance(value, int):
        return Told(f"gpu is {value}, fewer than none", f"write gpu={-value}, or leave it out") if value < 0 else None
    return Told(
        f"gpu is {shown(value)}, which is no number of devices", "write a whole number, 'A100:2' or flyte.GPU(...)"
    )


def _accelerator(value: str) -> Told | None:
    if value in ACCELERATORS:
        return None
    device, colon, count = value.partition(":")
    counts = _counts(device)
    if counts and not colon:
        return Told(f"gpu is {value!r}, without a number of devices", f'write gpu="{value}:{counts[0]}"', COUNT)
    if counts:
        return Told(
            f"gpu is {value!r}, and {device} does not come in this number",
            f"write {one_of(repr(f'{device}:{each}') for each in counts)}",
            COUNT,
        )
    if value.isdigit():
        return Told(f"gpu is {value!r}, a text", f"write gpu={int(value)}")
    devices = list(dict.fromkeys(each.partition(":")[0] for each in ACCELERATORS))
    meant = nearest(device, devices)
    if meant is None:
        return Told(
            f"gpu is {value!r}, which names no device that Flyte knows",
            f"write NAME:COUNT; the names are {one_of(devices)}",
        )
    number = count if count in _counts(meant) else _counts(meant)[0]
    return Told(f"gpu is {value!r}, which names no device that Flyte knows", f"did you mean '{meant}:{number}'?")


def _counts(device: str) -> list[str]:
    return [each.partition(":")[2] for each in ACCELERATORS if each.startswith(f"{device}:")]


def device(value: Any, call: RefusedCall) -> Told | None:
    """Read the device of `flyte.GPU`, `flyte.TPU` and the like."""
    known = BY_MAKER.get(call.name, ())
    if value in known or not known:
        return None
    meant = nearest(value, known) if isinstance(value, str) else None
    hint = f"did you mean {meant!r}?" if meant else f"write {one_of(map(repr, known))}"
    elsewhere = [maker for maker, names in BY_MAKER.items() if value in names]
    if elsewhere:
        hint = f"write flyte.{elsewhere[0]}({value!r}, ...)"
    return Told(f"{call.written}(...) has no device {shown(value)}", hint)


def partition(value: Any, call: RefusedCall) -> Told | None:
    """Read the partition of a GPU or TPU."""
    if value is None or "device" not in call.arguments:
        return None
    name = call.value("device")
    if call.name == "GPU" and name in get_args(SharedGPUType):
        return Told(f"{name} is shared, and has no partition {shown(value)}", "leave the partition out")
    known = (TPU_PARTITIONS if call.name == "TPU" else GPU_PARTITIONS).get(name, ())
    if not known or value in known:
        return None
    meant = nearest(value, known) if isinstance(value, str) else None
    hint = f"did you mean {meant!r}? " if meant else ""
    return Told(
        f"{name} has no partition {shown(value)}",
        f"{hint}It has {one_of(known)}" if hint else f"write {one_of(map(repr, known))}",
    )


def quantity(value: Any, call: RefusedCall) -> Told | None:
    """Read a number of devices."""
    if isinstance(value, int) and value >= 1:
        return None
    return Told(f"the quantity is {shown(value)}, not a whole number from 1", "write quantity=1 or more")
