"""POD006: the Pod is not what was written."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.rules.pod.findings import pod_hits
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Pass on the warnings of podspec."""
    yield from pod_hits(task, Severity.WARNING)


POD006 = Rule(
    code="POD006",
    slug="pod-altered",
    severity=Severity.WARNING,
    summary="The backend changes the Pod that was written",
    why=(
        "flytex builds the Pod as Flyte's backend does, for a cluster with the backend's built-in defaults, and reports what the backend silently changes, drops or overrides."
    ),
    bad="""
import flyte
from kubernetes.client import V1Container, V1PodSpec, V1ResourceRequirements

sidecar = V1Container(
    name="proxy",
    image="envoyproxy/envoy:v1.33",
    resources=V1ResourceRequirements(requests={"cpu": "4"}, limits={"cpu": "1"}),
)
pod = V1PodSpec(containers=[V1Container(name="primary"), sidecar])
env = flyte.TaskEnvironment("train", image="ghcr.io/acme/train:1", pod_template=flyte.PodTemplate(pod_spec=pod))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte
from kubernetes.client import V1Container, V1PodSpec, V1ResourceRequirements

sidecar = V1Container(
    name="proxy",
    image="envoyproxy/envoy:v1.33",
    resources=V1ResourceRequirements(requests={"cpu": "1"}, limits={"cpu": "4"}),
)
pod = V1PodSpec(containers=[V1Container(name="primary"), sidecar])
env = flyte.TaskEnvironment("train", image="ghcr.io/acme/train:1", pod_template=flyte.PodTemplate(pod_spec=pod))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
)
