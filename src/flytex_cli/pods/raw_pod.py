"""The Pod as the task itself describes it, before the backend adds anything (`BuildRawPod`)."""

from __future__ import annotations

from flyteidl2.core import tasks_pb2

from flytex_cli.pods.draft import PodDraft, backend, from_task
from flytex_cli.pods.errors import TaskPodError
from flytex_cli.pods.fields import FieldDecoder, Reading
from flytex_cli.pods.findings import Code, reporter, warning
from flytex_cli.pods.names import PLACEHOLDER_NAME, is_dns_label
from flytex_cli.pods.render_mode import RenderMode
from flytex_cli.pods.resources import resource_name, to_resource_list
from flytex_cli.wire.struct import JsonObject, from_struct

PRIMARY_KEY = "primary_container_name"
SIDECAR = "sidecar"


def build_raw_pod(draft: PodDraft) -> None:
    """Fill the draft from the task's target: a container, a Kubernetes Pod, or the custom field of old side-car tasks.

    Raises:
        TaskPodError: the task describes no Pod.
    """
    task = draft.task
    if task.type == SIDECAR and task.task_type_version in (0, 1):
        _read_sidecar_custom(draft)
        return
    target = task.WhichOneof("target")
    if target == "container":
        _build_container(draft, task.container)
    elif target == "k8s_pod":
        _read_k8s_pod(draft, task.k8s_pod)
    else:
        raise TaskPodError(
            "invalid TaskSpecification, unable to determine Pod configuration: the task has neither a container nor "
            "a k8s_pod",
            field="task_template.target",
        )
    draft.spec["enableServiceLinks"] = False
    draft.origins.mark(draft.spec, "enableServiceLinks", backend("always false"))


def _build_container(draft: PodDraft, container: tasks_pb2.Container) -> None:
    name = draft.execution.generated_name
    if not is_dns_label(name):
        draft.findings.append(
            warning(
                Code.RANDOM_CONTAINER_NAME,
                "spec.containers[0].name",
                f"{name!r} cannot name a container, so the backend takes 4 random characters; "
                f"{PLACEHOLDER_NAME!r} stands for them",
                "give the action a name in lowercase letters, digits and '-'",
            )
        )
        name = PLACEHOLDER_NAME
    built: JsonObject = {"name": name, "image": container.image}
    draft.origins.mark(built, "name", backend("generated name: <run>-<action>-<retry>"))
    if container.command:
        built["command"] = list(container.command)
    if container.args:
        built["args"] = _container_args(draft, container)
    if container.env:
        built["env"] = [{"name": pair.key, "value": pair.value} for pair in container.env]
    built["resources"] = {side: _resource_list(draft, container.resources, side) for side in ("requests", "limits")}
    built["terminationMessagePolicy"] = "FallbackToLogsOnError"
    draft.origins.mark(built, "terminationMessagePolicy", backend("always for container tasks"))
    if draft.config.image_pull_policy:
        built["imagePullPolicy"] = draft.config.image_pull_policy
        draft.origins.mark(built, "imagePullPolicy", draft.config_origin("image-pull-policy"))
    draft.spec["containers"] = [built]
    draft.primary_name = name


def _resource_list(draft: PodDraft, resources: tasks_pb2.Resources, side: str) -> dict[str, str]:
    entries = getattr(resources, side)
    listed = to_resource_list(entries, f"task_template.container.resources.{side}", draft.findings)
    written = {entry.value: resource_name(entry) for entry in entries}
    for text, name in written.items():
        if name in listed and listed[name] != text:
            draft.origins.mark(listed, name, from_task(f"written {text}"))
    return listed


def _container_args(draft: PodDraft, container: tasks_pb2.Container) -> list[str]:
    """Return the args with `{{.runStartTime}}` filled in: only here, only in this spelling, before all templates."""
    start = draft.execution.stamped_start_time(draft.task.metadata.runtime.version)
    if start is None or draft.execution.options.render is RenderMode.KEEP:
        return list(container.args)
    return [arg.replace("{{.runStartTime}}", start) for arg in container.args]


def _read_k8s_pod(draft: PodDraft, pod: tasks_pb2.K8sPod) -> None:
    if not pod.HasField("pod_spec"):
        raise TaskPodError(
            "Pod tasks with task type version > 1 should specify their target as a K8sPod with a defined pod spec",
            field="task_template.k8s_pod.pod_spec",
        )
    draft.spec = _decode_pod_spec(draft, from_struct(pod.pod_spec))
    draft.primary_name = _configured_primary(draft)
    _read_metadata(draft, dict(pod.metadata.labels), dict(pod.metadata.annotations))


def _read_sidecar_custom(draft: PodDraft) -> None:
    """Read the `sidecar` tasks of old SDKs, whose PodSpec is in `custom`."""
    custom = from_struct(draft.task.custom)
    if draft.task.task_type_version == 1:
        draft.spec = _decode_pod_spec(draft, custom)
        draft.primary_name = _configured_primary(draft)
        pod = draft.task.k8s_pod
        _read_metadata(draft, dict(pod.metadata.labels), dict(pod.metadata.annotations))
        return
    # Go matches field names in any letter case.
    fields = {key.lower(): value for key, value in custom.items()}
    if not isinstance(fields.get("podspec"), dict):
        raise TaskPodError(
            "invalid TaskSpecification, nil PodSpec in the custom field of a sidecar task",
            field="task_template.custom.podSpec",
        )
    draft.spec = _decode_pod_spec(draft, fields["podspec"])
    draft.primary_name = str(fields.get("primarycontainername") or "")
    decoder = FieldDecoder(reporter(draft.findings), Reading.JSON)
    labels = decoder.decode(fields.get("labels"), "{string}", ("metadata", "labels"))
    annotations = decoder.decode(fields.get("annotations"), "{string}", ("metadata", "annotations"))
    _read_metadata(draft, labels or {}, annotations or {})


def _configured_primary(draft: PodDraft) -> str:
    """Return the primary container's name: from `config` alone, K8sPod.primary_container_name is not read."""
    config = draft.task.config
    if PRIMARY_KEY not in config:
        raise TaskPodError(
            f"invalid TaskSpecification, config missing [{PRIMARY_KEY}] key in {dict(sorted(config.items()))}",
            field="task_template.config",
            hint=f"set config[{PRIMARY_KEY!r}]; K8sPod.primary_container_name is not read by the backend",
        )
    return str(config[PRIMARY_KEY])


def _read_metadata(draft: PodDraft, labels: dict[str, str], annotations: dict[str, str]) -> None:
    draft.metadata = {"labels": labels, "annotations": annotations}
    for key in labels:
        draft.origins.mark(labels, key, from_task("k8s_pod.metadata.labels"))
    for key in annotations:
        draft.origins.mark(annotations, key, from_task("k8s_pod.metadata.annotations"))


def _decode_pod_spec(draft: PodDraft, raw: JsonObject) -> JsonObject:
    spec = FieldDecoder(reporter(draft.findings), Reading.JSON).decode(raw, "PodSpec", ("spec",))
    decoded: JsonObject = spec if isinstance(spec, dict) else {}
    return decoded
