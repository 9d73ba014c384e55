"""`flyte.extend.pod_spec_from_resources`: resources as a Kubernetes PodSpec, for plugins that build pods."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kubernetes.client import V1PodSpec

    from flytex_cli.standin._core.resources.resources import Resources

PRIMARY_CONTAINER_DEFAULT_NAME = "primary"


def pod_spec_from_resources(
    primary_container_name: str = PRIMARY_CONTAINER_DEFAULT_NAME,
    requests: Resources | None = None,
    limits: Resources | None = None,
    k8s_gpu_resource_key: str = "nvidia.com/gpu",
) -> V1PodSpec:
    """Return a PodSpec of one container with these requests and limits.

    A side that is empty is the other side; the two are not merged key by key. Quantities are written as given, always
    as strings (kubernetes clients from 37 on refuse numbers). `gpu=0` has no key, and `shm` is a volume, not a
    container resource, so it has none either. Ranges are refused.
    """
    from kubernetes.client import V1Container, V1PodSpec, V1ResourceRequirements

    request_map = _to_quantities(requests, k8s_gpu_resource_key)
    limit_map = _to_quantities(limits, k8s_gpu_resource_key)
    request_map = request_map or limit_map
    limit_map = limit_map or request_map
    return V1PodSpec(
        containers=[
            V1Container(
                name=primary_container_name,
                resources=V1ResourceRequirements(requests=request_map, limits=limit_map),
            )
        ]
    )


def _to_quantities(resources: Resources | None, gpu_key: str) -> dict[str, str] | None:
    if resources is None:
        return None
    for field in fields(resources):
        value = getattr(resources, field.name)
        if isinstance(value, (tuple, list)):
            raise ValueError(f"{value} can not be a list or tuple: give {field.name} one value, not a range")
    device = resources.get_device()
    quantities = {
        "cpu": resources.cpu,
        "memory": resources.memory,
        gpu_key: device.quantity if device is not None else None,
        "ephemeral-storage": resources.disk,
    }
    return {key: str(value) for key, value in quantities.items() if value is not None}
