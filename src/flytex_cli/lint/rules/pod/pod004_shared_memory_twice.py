"""POD004: shared memory from two sides."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod_template import pod_spec, primary_container
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity

VOLUME, FOLDER = "flyte-shm", "/dev/shm"
"""What `ApplySharedMemory` of the backend adds."""


def check(task: Task) -> Iterator[Hit]:
    """Look for the volume's name and for the folder."""
    spec = pod_spec(task) or {}
    if not (task.facts.resources or {}).get("shm"):
        return
    mounts = [str(each.get("mountPath")) for each in (primary_container(task) or {}).get("volumeMounts") or ()]
    volumes = [str(each.get("name")) for each in spec.get("volumes") or ()]
    if FOLDER in mounts or VOLUME in volumes:
        yield Hit(
            f"the pod template {'mounts ' + FOLDER if FOLDER in mounts else 'has a volume ' + VOLUME}, and so will shm",
            task.at("resources", "shm"),
            field="resources.shm",
            value=str((task.facts.resources or {}).get("shm")),
            fix="keep one of the two",
        )


POD004 = Rule(
    code="POD004",
    slug="shared-memory-twice",
    severity=Severity.ERROR,
    summary="Resources(shm=...) is set, and the pod template mounts /dev/shm too",
    why=(
        "The backend adds a volume `flyte-shm` at `/dev/shm`, and answers `BadTaskSpecification` where the "
        "template has one already."
    ),
    bad="""
import flyte
from kubernetes.client import V1Container, V1PodSpec, V1Volume, V1VolumeMount

template = flyte.PodTemplate(
    pod_spec=V1PodSpec(containers=[V1Container(name="primary", volume_mounts=[V1VolumeMount(name="shm", mount_path="/dev/shm")])], volumes=[V1Volume(name="shm", empty_dir={"medium": "Memory"})]),
)
env = flyte.TaskEnvironment("train", image="ghcr.io/acme/train:1", pod_template=template, resources=flyte.Resources(shm="1Gi"))

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
env = flyte.TaskEnvironment("train", image="ghcr.io/acme/train:1", pod_template=template, resources=flyte.Resources(shm="1Gi"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
    covers=(
        Cover("POD003", r"shared-memory-conflict.*"),
        Cover("POD006", r"shared-memory-conflict.*"),
    ),
)
