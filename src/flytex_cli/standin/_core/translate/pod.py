"""`K8sPod`: the task's container merged into the primary one of the user's pod template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flyteidl2.core import tasks_pb2

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
    from kubernetes.client import ApiClient

    template = _own_copy(template)
    primary = find_primary(template)
    if primary.image is None:
        primary.image = container.image
    primary.command = list(container.command)
    primary.args = list(container.args)
    _merge_resources(primary, container.resources)
    _merge_env(primary, container)
    return tasks_pb2.K8sPod(
        pod_spec=ApiClient().sanitize_for_serialization(template.pod_spec),
        metadata=tasks_pb2.K8sObjectMetadata(labels=template.labels, annotations=template.annotations),
    )


def _own_copy(template: PodTemplate) -> Any:
    """Copy a template: one of only labels and annotations gets the primary container, others must have it."""
    if template.pod_spec is not None and template.pod_spec.containers:
        find_primary(template)
    return with_primary(template)


def _merge_resources(primary: Any, resources: tasks_pb2.Resources) -> None:
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


def _merge_env(primary: Any, container: tasks_pb2.Container) -> None:
    from kubernetes.client import V1EnvVar

    primary.env = [V1EnvVar(name=pair.key, value=pair.value) for pair in container.env] + (primary.env or [])


def _kubernetes_name(entry: Any) -> str:
    return str(tasks_pb2.Resources.ResourceName.Name(entry.name)).lower().replace("_", "-")
