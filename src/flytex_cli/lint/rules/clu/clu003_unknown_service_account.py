"""CLU003: a service account that the cluster does not have."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.config import nearest
from flytex_cli.lint.cluster import WorkloadOnCluster
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod_template import pod_spec
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.pods.names import is_dns_subdomain
from flytex_cli.records import Severity


def check(subject: WorkloadOnCluster) -> Iterator[Hit]:
    """Compare with `service-accounts`; POD005 reports names that are not valid."""
    workload, known = subject.workload, subject.cluster.service_accounts
    templated = (pod_spec(workload) or {}).get("serviceAccountName")
    account = workload.declared.service_account or templated
    if known and isinstance(account, str) and account not in known and is_dns_subdomain(account):
        yield Hit(
            f"the service account {account!r} is not among the cluster's{nearest(account, known)}",
            workload.at("service_account") if workload.declared.service_account else workload.at("pod_template"),
            field="service_account",
            value=account,
            fix=f"write one of {', '.join(known)}",
        )


CLU003 = Rule(
    code="CLU003",
    slug="unknown-service-account",
    severity=Severity.ERROR,
    summary="A task runs as a service account that the cluster does not have",
    why=(
        "Kubernetes refuses the Pod. The rule is silent until `[tool.flytex.lint.cluster]` in pyproject.toml "
        "says what exists."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", service_account="trainer")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", service_account="runner")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD_ON_CLUSTER,
    check=check,
)
