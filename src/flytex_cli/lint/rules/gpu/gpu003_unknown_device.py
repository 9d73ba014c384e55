"""GPU003: a device or a class of devices that the SDK does not know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from flytex_cli.facts.accelerators import DEPRECATED_NAMES, DEVICE_CLASS, DeviceClass
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.lint.rules.gpu.request import devices, lists_are_known
from flytex_cli.project import Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Check each `flyte.Device` made by hand, which the SDK does not, as it does `flyte.GPU(...)`."""
    asked = devices(workload)
    if asked is None or asked.device_class is None or not lists_are_known(workload):
        return
    classes = get_args(DeviceClass)
    if asked.device_class not in classes:
        yield Hit(
            f"the device class {asked.device_class!r} is unknown: the SDK treats it as an NVIDIA GPU",
            workload.at("resources", "gpu", "device_class"),
            field="resources.gpu.device_class",
            value=asked.device_class,
            fix=f"write one of {', '.join(classes)}",
        )
    elif asked.device is not None and asked.device not in DEVICE_CLASS and asked.device not in DEPRECATED_NAMES:
        known = sorted(name for name, group in DEVICE_CLASS.items() if group == asked.device_class)
        yield Hit(
            f"no {asked.device_class} is named {asked.device!r}: only nodes with exactly this label can run it",
            workload.at("resources", "gpu", "device"),
            field="resources.gpu.device",
            value=asked.device,
            fix=f"write one of {', '.join(known)}",
        )


GPU003 = Rule(
    code="GPU003",
    slug="unknown-device",
    severity=Severity.WARNING,
    summary="A device or its class is unknown",
    why=(
        "`flyte.Device(...)` accepts any text. An unknown class silently becomes NVIDIA; an unknown device "
        "travels as it is, and unless the cluster's nodes carry that label the Pod is never scheduled. In "
        '`gpu="A100:2"` and `flyte.GPU(...)` the SDK refuses it.'
    ),
    bad="""
import flyte

gpu = flyte.Device(quantity=1, device="T4", device_class="CUDA")
env = flyte.TaskEnvironment("train", resources=flyte.Resources(gpu=gpu))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

gpu = flyte.Device(quantity=1, device="T4", device_class="GPU")
env = flyte.TaskEnvironment("train", resources=flyte.Resources(gpu=gpu))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    covers=(
        Cover("POD003", r"unknown-device-class.*"),
        Cover("POD006", r"unknown-device-class.*"),
    ),
    refused=(
        r"Resources\.gpu",
        r"(GPU|TPU|Neuron|AMD_GPU|HABANA_GAUDI)\.device",
    ),
    otherwise=(Severity.ERROR, "the SDK refuses it, so that the module does not load"),
)
