"""GPU005: a device label that the backend's own table does not have."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.cluster import WorkloadOnCluster
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.pods.devices import DEVICES
from flytex_cli.project import App
from flytex_cli.records import Severity


def check(subject: WorkloadOnCluster) -> Iterator[Hit]:
    """Look up the accelerator of the spec as the backend does: by its upper-case name, then as it is."""
    workload = subject.workload
    spec = workload.spec if isinstance(workload, App) else workload.template
    accelerator = spec.extended_resources.gpu_accelerator.device if spec is not None else ""
    allowed = {*DEVICES.values(), *subject.cluster.accelerators}
    if accelerator and accelerator.upper() not in DEVICES and accelerator not in allowed:
        yield Hit(
            f"the device is sent as {accelerator!r}, which the backend's default table does not have",
            workload.at("resources", "gpu"),
            field="extendedResources.gpuAccelerator.device",
            value=accelerator,
            fix="check your nodes' device label, and list it under [tool.flytex.lint.cluster] accelerators",
        )


GPU005 = Rule(
    code="GPU005",
    slug="unlabelled-device",
    severity=Severity.INFO,
    summary="A device's node label is not in the backend's default table",
    why=(
        "The SDK sends `nvidia-tesla-h100`; a cluster configured by the backend's defaults labels such nodes "
        "`nvidia-h100`. Whether the names match depends on your cluster, so this rule is off by default."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(gpu="H100:1"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(gpu="T4:1"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD_ON_CLUSTER,
    check=check,
    default=False,
)
