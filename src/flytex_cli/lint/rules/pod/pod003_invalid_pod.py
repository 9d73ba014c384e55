"""POD003: the backend or the API server refuses the Pod."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod_template import pod_spec
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.rules.pod.findings import pod_hits
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Pass on the errors of podspec, and tell of a restart policy, which the backend leaves as it is."""
    policy = (pod_spec(task) or {}).get("restartPolicy")
    if policy not in (None, "", "Never"):
        yield Hit(
            f"restartPolicy is {policy}: Kubernetes restarts the container where Flyte counts attempts",
            task.at("pod_template"),
            field="pod_template.restartPolicy",
            value=str(policy),
            fix="drop it, and set retries on the task",
            severity=Severity.WARNING,
        )
    yield from pod_hits(task, Severity.ERROR)


POD003 = Rule(
    code="POD003",
    slug="invalid-pod",
    severity=Severity.ERROR,
    summary="The backend or Kubernetes refuses the Pod that the task becomes",
    why=(
        "flytex builds the Pod as Flyte's backend does and checks it by the rules of Kubernetes' API server, for a "
        "cluster with the backend's built-in defaults. The task deploys; its Pod is refused at every run."
    ),
    bad="""
import flyte
from kubernetes.client import V1Container, V1PodSpec, V1Toleration

pod = V1PodSpec(
    containers=[V1Container(name="primary")],
    tolerations=[V1Toleration(key="gpu", operator="Exists", value="yes")],
)
env = flyte.TaskEnvironment("train", image="ghcr.io/acme/train:1", pod_template=flyte.PodTemplate(pod_spec=pod))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte
from kubernetes.client import V1Container, V1PodSpec, V1Toleration

pod = V1PodSpec(
    containers=[V1Container(name="primary")],
    tolerations=[V1Toleration(key="gpu", operator="Equal", value="yes")],
)
env = flyte.TaskEnvironment("train", image="ghcr.io/acme/train:1", pod_template=flyte.PodTemplate(pod_spec=pod))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
    otherwise=(Severity.WARNING, "it is a restart policy, which the backend leaves as it is"),
)
