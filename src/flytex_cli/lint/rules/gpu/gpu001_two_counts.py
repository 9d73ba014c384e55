"""GPU001: accelerators asked for twice, in different numbers."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod_template import primary_container
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.lint.rules.gpu.request import devices
from flytex_cli.pods.devices import DEVICE_CLASSES
from flytex_cli.project import Task
from flytex_cli.records import Severity

ACCELERATORS = frozenset(known.resource_name for known in DEVICE_CLASSES.values())


def check(task: Task) -> Iterator[Hit]:
    """Compare the count of Resources with those in the template's primary container."""
    asked, container = devices(task), primary_container(task)
    if asked is None or not asked.count or container is None:
        return
    resources = container.get("resources") or {}
    for side in ("limits", "requests"):
        for name, count in sorted((resources.get(side) or {}).items()):
            if name in ACCELERATORS and str(count) != str(asked.count):
                yield Hit(
                    f"Resources asks for {asked.count} accelerators, the pod template's {side} for {name}: {count}",
                    task.at("resources", "gpu"),
                    field=f"pod_template.containers.resources.{side}.{name}",
                    value=f"{asked.count} and {count}",
                    fix="ask in one place: leave it out of the pod template",
                )
                return


GPU001 = Rule(
    code="GPU001",
    slug="two-gpu-counts",
    severity=Severity.ERROR,
    summary="Accelerators are asked for in Resources and in the pod template, in different numbers",
    why=(
        "Both stay in the spec, as `requests.gpu` beside `limits.nvidia.com/gpu`. The backend gives `gpu` its"
        " real name only when it builds the Pod; then request and limit differ, which Kubernetes refuses."
    ),
    bad="""
import flyte
from kubernetes.client import V1Container, V1PodSpec, V1ResourceRequirements

template = flyte.PodTemplate(
    pod_spec=V1PodSpec(
        containers=[V1Container(name="primary", resources=V1ResourceRequirements(limits={"nvidia.com/gpu": "1"}))]
    )
)
env = flyte.TaskEnvironment("train", image="ghcr.io/acme/train:1", pod_template=template, resources=flyte.Resources(gpu=2))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte
from kubernetes.client import V1Container, V1PodSpec

template = flyte.PodTemplate(pod_spec=V1PodSpec(containers=[V1Container(name="primary")]))
env = flyte.TaskEnvironment("train", image="ghcr.io/acme/train:1", pod_template=template, resources=flyte.Resources(gpu=2))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
    covers=(
        Cover("POD003", r"accelerator-without-limit.*|request-lowered-to-limit resources|request-over-limit resources"),
        Cover("POD006", r"accelerator-without-limit.*|request-lowered-to-limit resources|request-over-limit resources"),
    ),
)
