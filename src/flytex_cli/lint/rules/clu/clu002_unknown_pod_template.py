"""CLU002: a pod template that the cluster does not have."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.config import nearest
from flytex_cli.lint.cluster import WorkloadOnCluster
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.pods.names import is_dns_subdomain
from flytex_cli.records import Severity


def check(subject: WorkloadOnCluster) -> Iterator[Hit]:
    """Compare a template given by name with `pod-templates`; POD005 reports names that are not valid."""
    workload, known = subject.workload, subject.cluster.pod_templates
    name = (workload.facts.pod_template or {}).get("name")
    if known and isinstance(name, str) and name not in known and is_dns_subdomain(name):
        yield Hit(
            f"the pod template {name!r} is not among the cluster's{nearest(name, known)}",
            workload.at("pod_template"),
            field="pod_template",
            value=name,
            fix=f"write one of {', '.join(known)}",
        )


CLU002 = Rule(
    code="CLU002",
    slug="unknown-pod-template",
    severity=Severity.ERROR,
    summary="A task names a pod template that the cluster does not have",
    why=(
        "The backend looks the template up when it builds the Pod; every run fails. The rule is silent until "
        "`[tool.flytex.lint.cluster]` in pyproject.toml says what exists."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", pod_template="gpu-node")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", pod_template="gpu-nodes")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD_ON_CLUSTER,
    check=check,
)
