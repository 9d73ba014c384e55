"""CLU009: a runtime class that the cluster does not have."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.config import nearest
from flytex_cli.lint.cluster import WorkloadOnCluster
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod_on_cluster import spec_on
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.records import Severity


def check(subject: WorkloadOnCluster) -> Iterator[Hit]:
    """Compare the Pod's with those that are known."""
    workload, known = subject.workload, subject.cluster.runtime_classes
    name = spec_on(subject).get("runtimeClassName")
    if known and isinstance(name, str) and name and name not in known:
        yield Hit(
            f"the runtime class {name!r} is not among the cluster's{nearest(name, known)}",
            workload.at("pod_template"),
            field="runtimeClassName",
            value=name,
            fix=f"write one of {', '.join(known)}",
        )


CLU009 = Rule(
    code="CLU009",
    slug="unknown-runtime-class",
    severity=Severity.ERROR,
    summary="A Pod names a runtime class that the cluster does not have",
    why=(
        "The API server refuses the Pod: each attempt of the task fails at once. The rule is silent until "
        "`[tool.flytex.lint.cluster]` in pyproject.toml or a [profile of the cluster](../clusters.md) says what exists."
    ),
    bad="""
import flyte
from flyte import PodTemplate
from kubernetes.client import V1Container, V1PodSpec

POD = V1PodSpec(containers=[V1Container(name="primary")], runtime_class_name="kata")
env = flyte.TaskEnvironment(
    "train",
    image=flyte.Image.from_debian_base().with_pip_packages("kubernetes"),
    pod_template=PodTemplate(pod_spec=POD),
)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte
from flyte import PodTemplate
from kubernetes.client import V1Container, V1PodSpec

POD = V1PodSpec(containers=[V1Container(name="primary")], runtime_class_name="gvisor")
env = flyte.TaskEnvironment(
    "train",
    image=flyte.Image.from_debian_base().with_pip_packages("kubernetes"),
    pod_template=PodTemplate(pod_spec=POD),
)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD_ON_CLUSTER,
    check=check,
)
