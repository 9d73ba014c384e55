"""`K8sPod` of an app: its container merged into the one named `app` of the user's pod template."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flyteidl2.core import tasks_pb2
from google.protobuf.struct_pb2 import Struct

from flytex_cli.standin._core.context.serialization import SerializationContext
from flytex_cli.standin._core.image.image import Image
from flytex_cli.standin._core.pod.primary import find_primary
from flytex_cli.standin._core.translate.container import image_uri
from flytex_cli.standin._core.translate.pod import merge_resources, pod_message, prepend_env
from flytex_cli.standin._core.translate.resources import to_resources

from .container import app_image_uri, arguments, command, variables

if TYPE_CHECKING:
    from flytex_cli.standin._core.app.environment import AppEnvironment
    from flytex_cli.standin._core.app.parameter import Parameter
    from flytex_cli.standin._core.pod.template import PodTemplate

_PRIMARY = "app"


def to_pod(
    app: AppEnvironment, template: PodTemplate, sctx: SerializationContext, parameters: Sequence[Parameter]
) -> tasks_pb2.K8sPod:
    """Return the pod; a template without a pod spec gives an empty one, as in SDK 2.12.1."""
    template = copy.deepcopy(template)
    if template.pod_spec is None:
        pod = pod_message(template)
        pod.pod_spec.CopyFrom(Struct())
        return pod
    if template.primary_container_name != _PRIMARY:
        raise ValueError(
            f"app {app.name!r}: the pod template's primary container must be named {_PRIMARY!r}, "
            f"got {template.primary_container_name!r}"
        )
    primary = find_primary(template)
    for container in template.pod_spec.containers:
        if isinstance(container.image, Image):
            container.image = image_uri(container.image, container.name, sctx)
    _fill(primary, app, sctx, parameters)
    return pod_message(template)


def _fill(primary: Any, app: AppEnvironment, sctx: SerializationContext, parameters: Sequence[Parameter]) -> None:
    from kubernetes.client import V1ContainerPort

    if primary.image is None:
        primary.image = app_image_uri(app, sctx)
    primary.args = arguments(app, sctx)
    primary.command = command(app, sctx, parameters)
    resources = to_resources(app.resources)
    if resources is not None:
        merge_resources(primary, resources)
        primary.resources.claims = None  # SDK 2.12.1 `app_serde.py` keeps them for tasks only
    pairs = variables(app, sctx)
    if pairs:
        prepend_env(primary, pairs)
    port = app.get_port()
    own = V1ContainerPort(container_port=port.port, name=port.name)
    primary.ports = [own, *(primary.ports or [])]
