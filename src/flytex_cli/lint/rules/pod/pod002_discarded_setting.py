"""POD002: a setting of the primary container that is discarded."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod_template import primary_container
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Compare the primary container with what the SDK puts in its place."""
    container = primary_container(workload)
    if container is None:
        return
    place = workload.at("pod_template")
    for setting in ("command", "args"):
        if container.get(setting):
            yield Hit(
                f"the primary container's {setting} is replaced by Flyte's own",
                place,
                field=f"pod_template.containers.{setting}",
                value=" ".join(map(str, container[setting])),
                fix=f"drop {setting}; what is to run before the task belongs into an init container",
            )
    image = container.get("image")
    if image and (workload.facts.image or {}).get("value") != "auto":
        yield Hit(
            f"the primary container's image {image!r} beats the environment's",
            place,
            field="pod_template.containers.image",
            value=str(image),
            fix="name the image in one place",
        )
    declared = workload.facts.resources or {}
    sides = container.get("resources") or {}
    asked = {name for side in ("requests", "limits") for name in sides.get(side) or {}}
    for name in ("cpu", "memory"):
        if name in asked and declared.get(name) is not None:
            yield Hit(
                f"the primary container's {name} loses to Resources({name}=...)",
                place,
                field=f"pod_template.containers.resources.{name}",
                value=name,
                fix="set it in one place",
            )


POD002 = Rule(
    code="POD002",
    slug="discarded-setting",
    severity=Severity.WARNING,
    summary="A setting of the pod template's primary container is discarded, or silently wins",
    why=(
        "Flyte runs the task in the primary container: its `command` and `args` are replaced. Its `image` "
        "beats the environment's. Its cpu and memory lose to `Resources`, entry by entry, which may leave a "
        "request above a limit."
    ),
    bad="""
import flyte
from kubernetes.client import V1Container, V1PodSpec

template = flyte.PodTemplate(
    pod_spec=V1PodSpec(containers=[V1Container(name="primary", command=["sh", "-c", "sleep 1"])]),
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
    pod_spec=V1PodSpec(containers=[V1Container(name="primary")]),
)
env = flyte.TaskEnvironment("train", image="ghcr.io/acme/train:1", pod_template=template)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    covers=(
        Cover("POD003", r"request-lowered-to-limit resources|request-over-limit resources"),
        Cover("POD006", r"request-lowered-to-limit resources|request-over-limit resources"),
    ),
)
