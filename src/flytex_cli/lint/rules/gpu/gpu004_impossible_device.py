"""GPU004: a partition, or a number, that the device does not come in."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.facts.accelerators import DEVICE_CLASS, GPU_PARTITIONS
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.rules.gpu.request import devices, lists_are_known
from flytex_cli.project import Workload
from flytex_cli.records import Severity

MOST = 8
"""No node has more NVIDIA GPUs than this; the SDK's own list of counts ends here too."""


def check(workload: Workload) -> Iterator[Hit]:
    """Compare with the MIG profiles the SDK knows, and the size of a node."""
    asked = devices(workload)
    if (
        asked is None
        or asked.device is None
        or DEVICE_CLASS.get(asked.device) != "GPU"
        or not lists_are_known(workload)
    ):
        return
    if asked.partition is not None and asked.device not in GPU_PARTITIONS:
        yield Hit(
            f"a {asked.device} has no partitions, so no node offers {asked.partition!r}",
            workload.at("resources", "gpu", "partition"),
            field="resources.gpu.partition",
            value=asked.partition,
            fix=f"leave the partition out, or take one of {', '.join(sorted(GPU_PARTITIONS))}",
        )
    if asked.count > MOST:
        yield Hit(
            f"{asked.count} x {asked.device} on one node: none has more than {MOST}",
            workload.at("resources", "gpu", "quantity"),
            field="resources.gpu.quantity",
            value=str(asked.count),
            fix=f"ask for up to {MOST}, and spread the work over several tasks or a clustered environment",
        )


GPU004 = Rule(
    code="GPU004",
    slug="impossible-device",
    severity=Severity.WARNING,
    summary="A device does not come in this partition or number",
    why=(
        'The SDK checks partitions of a few devices only: `GPU("T4", 1, "1g.5gb")` and `GPU("T4", 16)` are '
        "accepted, and the Pod waits for a node that does not exist. The SDK refuses the others."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(gpu=flyte.GPU("T4", 1, partition="1g.5gb")))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(gpu=flyte.GPU("A100", 1, partition="1g.5gb")))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    refused=(
        r"Resources\.gpu\.quantity",
        r"(GPU|TPU|Device)\.(quantity|partition)",
    ),
    otherwise=(Severity.ERROR, "the SDK refuses it, so that the module does not load"),
)
