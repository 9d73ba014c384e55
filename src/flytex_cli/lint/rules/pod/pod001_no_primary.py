"""POD001: a pod template without its primary container."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod_template import pod_spec, primary_container, primary_name
from flytex_cli.lint.rule import UNTRANSLATED, Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look for the name among the template's containers."""
    spec = pod_spec(task)
    names = [str(container.get("name")) for container in (spec or {}).get("containers") or ()]
    if names and primary_container(task) is None:
        yield Hit(
            f"no container of the pod template is named {primary_name(task)!r}",
            task.at("pod_template"),
            field="pod_template.primary_container_name",
            value=", ".join(names),
            fix=f"name one {primary_name(task)!r}, or set primary_container_name={names[0]!r}",
        )


POD001 = Rule(
    code="POD001",
    slug="no-primary-container",
    severity=Severity.ERROR,
    summary="The pod template has no container of the primary container's name",
    why=(
        "Translating the task fails, without naming the task. A template of only labels may have no "
        "container at all: it gets one."
    ),
    bad="""
import flyte
from kubernetes.client import V1Container, V1PodSpec

template = flyte.PodTemplate(
    pod_spec=V1PodSpec(containers=[V1Container(name="main")]),
)
env = flyte.TaskEnvironment("train", image="ghcr.io/acme/train:1", pod_template=template)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte
from kubernetes.client import V1Container, V1PodSpec

template = flyte.PodTemplate(
    primary_container_name="main", pod_spec=V1PodSpec(containers=[V1Container(name="main")]),
)
env = flyte.TaskEnvironment("train", image="ghcr.io/acme/train:1", pod_template=template)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
    covers=(UNTRANSLATED,),
)
