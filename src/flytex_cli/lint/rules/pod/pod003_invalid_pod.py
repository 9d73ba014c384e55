"""POD003: a pod that Kubernetes refuses."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit, Severity
from flytex_cli.lint.pod_template import KubernetesObject, containers, pod_spec, primary_container, primary_name
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.subject import Task
from flytex_cli.pods.names import is_label_key, is_label_value
from flytex_cli.pods.quantity import try_parse


def check(task: Task) -> Iterator[Hit]:
    """Look at the containers, their volumes and the labels of the template."""
    spec = pod_spec(task)
    if spec is None or (spec.get("containers") and primary_container(task) is None):  # POD001
        return
    place = task.at("pod_template")
    for said, field, fix in (*_containers(task), *_mounts(task), *_labels(task)):
        yield Hit(said, place, field=f"pod_template.{field}", fix=fix)
    if spec.get("restartPolicy") not in (None, "", "Never"):
        yield Hit(
            f"restartPolicy is {spec['restartPolicy']}: Flyte's own retries are counted by attempts of the Pod",
            place,
            field="pod_template.restartPolicy",
            value=str(spec["restartPolicy"]),
            fix="drop it, and set retries on the task",
            severity=Severity.WARNING,
        )


Problem = tuple[str, str, str]
"""What is wrong, the field, and how to mend it."""


def _containers(task: Task) -> Iterator[Problem]:
    names: list[str] = []
    for container in containers(task):
        name = str(container.get("name"))
        where = f"containers[{name}]"
        if name in names:
            yield f"two containers are named {name!r}", where, "rename one of them"
        names.append(name)
        if not container.get("image") and name != primary_name(task):
            yield f"the container {name!r} has no image", f"{where}.image", "name its image"
        variables = [str(each.get("name")) for each in container.get("env") or ()]
        for twice in sorted({each for each in variables if variables.count(each) > 1}):
            yield f"the variable {twice} of container {name!r} is set twice", f"{where}.env", "keep one of them"
        yield from _resources(container, where)
    primary = primary_container(task) or {}
    both = {str(each.get("name")) for each in primary.get("env") or ()} & set(task.facts.env_vars)
    for name in sorted(both):
        yield f"the variable {name} is set in env_vars and in the pod template", f"containers[{name}].env", "keep one"


def _resources(container: KubernetesObject, where: str) -> Iterator[Problem]:
    resources = container.get("resources") or {}
    limits = resources.get("limits") or {}
    for name, amount in sorted((resources.get("requests") or {}).items()):
        request, limit = try_parse(str(amount)), try_parse(str(limits[name])) if name in limits else None
        if request is not None and limit is not None and request > limit:
            yield (
                f"the container {container.get('name')!r} requests {amount} of {name} with a limit of {limits[name]}",
                f"{where}.resources.requests.{name}",
                "raise the limit, or lower the request",
            )


def _mounts(task: Task) -> Iterator[Problem]:
    volumes = {str(volume.get("name")) for volume in (pod_spec(task) or {}).get("volumes") or ()}
    for container in containers(task):
        for mount in container.get("volumeMounts") or ():
            if str(mount.get("name")) not in volumes:
                yield (
                    f"the container {container.get('name')!r} mounts the volume {mount.get('name')!r}, which is not there",
                    f"containers[{container.get('name')}].volumeMounts",
                    "add it to the volumes of the pod spec",
                )


def _labels(task: Task) -> Iterator[Problem]:
    labels = (task.declared.pod_template or {}).get("labels")
    for key, value in labels.items() if isinstance(labels, dict) else ():
        if not is_label_key(key) or not is_label_value(str(value)):
            yield (
                f"the label {key}={value} is not one that Kubernetes takes",
                "labels",
                "use letters, digits, -, _ and .",
            )


POD003 = Rule(
    code="POD003",
    slug="invalid-pod",
    severity=Severity.ERROR,
    summary="The pod that the template makes is one that Kubernetes refuses",
    why=(
        "Nothing checks a template before the backend creates the Pod: a request above its limit, a sidecar "
        "without an image, a mount without its volume, two containers or variables of one name, a bad label. "
        "Each run fails on it."
    ),
    bad="""
import flyte
from kubernetes.client import V1Container, V1PodSpec

template = flyte.PodTemplate(
    pod_spec=V1PodSpec(containers=[V1Container(name="primary"), V1Container(name="proxy")]),
)
env = flyte.TaskEnvironment("train", pod_template=template)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte
from kubernetes.client import V1Container, V1PodSpec

template = flyte.PodTemplate(
    pod_spec=V1PodSpec(containers=[V1Container(name="primary"), V1Container(name="proxy", image="ghcr.io/acme/proxy:1")]),
)
env = flyte.TaskEnvironment("train", pod_template=template)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
)
