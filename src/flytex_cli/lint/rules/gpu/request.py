"""What a task asks for with `Resources(gpu=...)`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flytex_cli.project import Workload

NEWEST_KNOWN = (2, 12, 1)
"""The SDK release whose lists of devices flytex has; a newer one may know more."""


@dataclass(frozen=True)
class Devices:
    """So many devices, as declared in one of the three forms: a number, `"A100:2"`, or a `flyte.Device`."""

    count: int
    device: str | None = None
    device_class: str | None = None
    partition: str | None = None


def devices(workload: Workload) -> Devices | None:
    """Return the accelerators a task asks for; None where it asks for none, or for something else."""
    gpu = (workload.facts.resources or {}).get("gpu")
    if isinstance(gpu, bool) or gpu is None:
        return None
    if isinstance(gpu, int):
        return Devices(gpu)
    if isinstance(gpu, str):
        device, _, count = gpu.rpartition(":")
        return Devices(int(count), device) if device and count.isdigit() else Devices(1, gpu)
    if isinstance(gpu, dict) and isinstance(gpu.get("quantity"), int):
        return Devices(gpu["quantity"], gpu.get("device"), gpu.get("device_class"), gpu.get("partition"))
    return None


def lists_are_known(workload: Workload) -> bool:
    """Return whether the SDK in use is not newer than the lists of devices here."""
    engine = workload.project.engine
    parts = tuple(map(int, re.findall(r"\d+", engine.version)[:3])) if engine is not None else ()
    return parts <= NEWEST_KNOWN
