"""The PodSpec as the app itself describes it (`buildPodSpec`): of its container, or of its pod template."""

from __future__ import annotations

from flyteidl2.core import tasks_pb2

from flytex_cli.pods.draft import backend
from flytex_cli.pods.fields import FieldDecoder, Reading
from flytex_cli.pods.findings import Code, reporter, warning
from flytex_cli.services.draft import POD_SPEC, ServiceDraft
from flytex_cli.services.errors import AppServiceError
from flytex_cli.services.resources import to_requirements
from flytex_cli.wire.struct import JsonObject, from_struct

CONTAINER = "app"
_INT32 = 2**31


def build_payload(draft: ServiceDraft) -> None:
    """Fill the draft's PodSpec from the app's payload.

    Raises:
        AppServiceError: there is none.
    """
    payload = draft.spec.WhichOneof("app_payload")
    if payload == "container":
        draft.pod_spec = {"containers": [_to_container(draft, draft.spec.container)]}
    elif payload == "pod":
        draft.pod_spec = _to_pod_spec(draft, draft.spec.pod)
    else:
        raise AppServiceError("app spec has no payload (container or pod required)", field="spec.app_payload")
    if "enableServiceLinks" not in draft.pod_spec:
        draft.pod_spec["enableServiceLinks"] = False
        draft.origins.mark(draft.pod_spec, "enableServiceLinks", backend("false unless a pod template sets it"))


def _to_container(draft: ServiceDraft, container: tasks_pb2.Container) -> JsonObject:
    built: JsonObject = {"name": CONTAINER, "image": container.image}
    draft.origins.mark(built, "name", backend("always"))
    if container.command:
        built["command"] = list(container.command)
    if container.args:
        built["args"] = list(container.args)
    if container.env:
        built["env"] = [{"name": pair.key, "value": pair.value} for pair in container.env]
    if container.ports:
        built["ports"] = [_to_port(port) for port in container.ports]
    resources = to_requirements(draft, container.resources)
    if resources:
        built["resources"] = resources
    return built


def _to_port(port: tasks_pb2.ContainerPort) -> JsonObject:
    # The backend turns the number into 32 bits with a sign.
    number = port.container_port - 2 * _INT32 if port.container_port >= _INT32 else port.container_port
    return {**({"name": port.name} if port.name else {}), "containerPort": number}


def _to_pod_spec(draft: ServiceDraft, pod: tasks_pb2.K8sPod) -> JsonObject:
    if not pod.HasField("pod_spec"):
        raise AppServiceError("K8sPod app payload has no pod spec", field="spec.pod.pod_spec")
    path = tuple(POD_SPEC.split("."))
    decoded = FieldDecoder(reporter(draft.findings), Reading.JSON).decode(from_struct(pod.pod_spec), "PodSpec", path)
    spec: JsonObject = decoded if isinstance(decoded, dict) else {}
    names = [container.get("name", "") for container in spec.get("containers", [])]
    if CONTAINER in names[1:] and names[0] != CONTAINER:
        message = f"the backend gives its variables to the first container, {names[0]!r}, and not to {CONTAINER!r}"
        hint = f"put {CONTAINER!r} first in the pod template"
        draft.findings.append(warning(Code.NOT_FIRST_CONTAINER, f"{POD_SPEC}.containers[0]", message, hint))
    return spec
