"""CLU006: a Pod that no node could ever hold."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.cluster.fitting import in_words, refusals
from flytex_cli.lint.cluster import WorkloadOnCluster
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import image, words
from flytex_cli.lint.pod_on_cluster import asked_at, running_on
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.records import Severity


def check(subject: WorkloadOnCluster) -> Iterator[Hit]:
    """Hold the Pod against each node, as if nothing ran there."""
    workload, profile, running = (
        subject.workload,
        subject.cluster.profile,
        running_on(subject.workload, subject.cluster),
    )
    if profile is None or running is None:
        return
    found = refusals(running.spec, profile.inventory.of("Node"), words(image(workload).get("platform")))
    if found:
        is_of_resources = any(each.resource for each in found) or not workload.declared.pod_template
        yield Hit(
            f"no node of the cluster can hold the Pod: {in_words(found)}",
            workload.at(*(asked_at(workload) if is_of_resources else ("pod_template",))),
            field="resources" if is_of_resources else "pod_template",
            fix="ask for what a node has, or add the node to the profile if a pool starts one",
        )


CLU006 = Rule(
    code="CLU006",
    slug="no-node",
    severity=Severity.ERROR,
    summary="No node of the cluster can ever hold the Pod",
    why=(
        "The Pod stays pending until it is cancelled or times out. Compared are the requests with what each node has for "
        "Pods, `nodeSelector` and required node affinity (so the model of a GPU) with its labels, its taints with the Pod's "
        "tolerations, and its architecture with the platforms that the image names. The rule is silent until a "
        "[profile of the cluster](../clusters.md) has its nodes; have one of each pool that starts nodes on demand among "
        "them."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(cpu=48, memory="8Gi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", resources=flyte.Resources(cpu=4, memory="8Gi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD_ON_CLUSTER,
    check=check,
)
