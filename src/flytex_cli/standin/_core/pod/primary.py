"""The primary container of a pod template."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .template import PodTemplate


def with_primary(template: PodTemplate) -> Any:
    """Return a deep copy that surely has a pod spec, and in it the primary container."""
    from kubernetes.client import V1Container, V1PodSpec

    template = copy.deepcopy(template)
    primary = template.primary_container_name
    if template.pod_spec is None:
        template.pod_spec = V1PodSpec(containers=[V1Container(name=primary)])
    containers = list(template.pod_spec.containers or [])
    if all(getattr(container, "name", None) != primary for container in containers):
        template.pod_spec.containers = [*containers, V1Container(name=primary)]
    return template


def find_primary(template: PodTemplate) -> Any:
    """Return the primary container, or refuse a spec without one."""
    spec: Any = template.pod_spec
    names = [container.name for container in spec.containers]
    if template.primary_container_name not in names:
        raise ValueError(
            f"the pod template has no primary container: none of its containers {names} "
            f"is named {template.primary_container_name!r}"
        )
    return spec.containers[names.index(template.primary_container_name)]
