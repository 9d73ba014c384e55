"""`K8sPod`: the task's container merged into the primary one of the user's pod template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flyteidl2.core import literals_pb2, tasks_pb2

from flytex_cli.standin._core.pod.primary import find_primary, with_primary

if TYPE_CHECKING:
    from flytex_cli.standin._core.pod.template import PodTemplate

PRIMARY_CONTAINER_KEY = "primary_container_name"
"""Key of the task's `config` that names the primary container."""


def to_k8s_pod(container: tasks_pb2.Container, template: PodTemplate) -> tasks_pb2.K8sPod:
    """Return the pod.

    The primary container keeps an image of its own; command and arguments are the task's; variables are the task's,
    then its own; resources are merged key by key, the task's winning, so that keys which only a template can name stay.
    """
    template = _own_copy(template)
    primary = find_primary(template)
    if primary.image is None:
        primary.image = container.image
    primary.command = list(container.command)
    primary.args = list(container.args)
    merge_resources(primary, container.resources)
    prepend_env(primary, container.env)
    return pod_message(template)


def pod_message(template: PodTemplate) -> tasks_pb2.K8sPod:
    """Return a finished template as the message."""
    from kubernetes.client import ApiClient

    return tasks_pb2.K8sPod(
        pod_spec=ApiClient().sanitize_for_serialization(template.pod_spec),
        metadata=tasks_pb2.K8sObjectMetadata(labels=template.labels, annotations=template.annotations),
    )


def _own_copy(template: PodTemplate) -> Any:
    """Copy a template: one of only labels and annotations gets the primary container, others must have it."""
    if template.pod_spec is not None and template.pod_spec.containers:
        find_primary(template)
    return with_primary(template)


def merge_resources(primary: Any, resources: tasks_pb2.Resources) -> None:
    """Add resources to a container's own; where there are none it is left alone."""
    from kubernetes.client import V1ResourceRequirements

    limits = {_kubernetes_name(entry): entry.value for entry in resources.limits}
    requests = {_kubernetes_name(entry): entry.value for entry in resources.requests}
    if not limits and not requests:
        return
    own = primary.resources or V1ResourceRequirements()
    primary.resources = V1ResourceRequirements(
        limits={**(own.limits or {}), **limits},
        requests={**(own.requests or {}), **requests},
        claims=own.claims,
    )


def prepend_env(primary: Any, pairs: Iterable[literals_pb2.KeyValuePair]) -> None:
    """Put variables before a container's own."""
    from kubernetes.client import V1EnvVar

    primary.env = [V1EnvVar(name=pair.key, value=pair.value) for pair in pairs] + (primary.env or [])


def _kubernetes_name(entry: Any) -> str:
    return str(tasks_pb2.Resources.ResourceName.Name(entry.name)).lower().replace("_", "-")
