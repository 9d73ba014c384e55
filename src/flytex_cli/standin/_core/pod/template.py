"""`flyte.PodTemplate`: a Kubernetes pod of the user's, with a primary container for the task. Fills `k8s_pod`."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from .spec import PRIMARY_CONTAINER_DEFAULT_NAME

if TYPE_CHECKING:
    from flyteidl2.core.tasks_pb2 import K8sPod
    from kubernetes.client import V1PodSpec


@dataclass
class PodTemplate:
    """A pod spec, and labels and annotations for the pod.

    Attributes:
        pod_spec: a `V1PodSpec`; None for one container, the primary one.
        primary_container_name: the container that gets the task's image, arguments, resources and variables.
        labels: of the pod.
        annotations: of the pod.
    """

    pod_spec: V1PodSpec | None = None
    primary_container_name: str = PRIMARY_CONTAINER_DEFAULT_NAME
    labels: dict[str, str] | None = None
    annotations: dict[str, str] | None = None

    @classmethod
    def from_spec(
        cls,
        pod_spec: V1PodSpec,
        *,
        primary_container_name: str | None = None,
        labels: dict[str, str] | None = None,
        annotations: dict[str, str] | None = None,
    ) -> PodTemplate:
        """Wrap a copy of a pod spec; the primary container is the one named, else `primary`, else the only one."""
        names = [getattr(container, "name", None) for container in pod_spec.containers or []]
        return cls(
            pod_spec=copy.deepcopy(pod_spec),
            primary_container_name=_choose_primary(names, primary_container_name),
            labels=dict(labels) if labels else None,
            annotations=dict(annotations) if annotations else None,
        )

    def allow_fuse(self, privileged: bool = False) -> PodTemplate:
        """Return a copy whose primary container may mount FUSE file systems.

        It asks for the device plugin's `smarter-devices/fuse` and CAP_SYS_ADMIN; with `privileged` it is privileged and
        gets /dev/fuse from the host instead, for clusters without the device plugin.
        """
        from .grants import allow_fuse

        return allow_fuse(self, privileged=privileged)

    def allow_nested_sandboxing(self) -> PodTemplate:
        """Return a copy whose primary container may create sandboxes: CAP_SYS_ADMIN, AppArmor unconfined."""
        from .grants import allow_nested_sandboxing

        return allow_nested_sandboxing(self)

    def with_termination_grace_period(self, termination_grace_period: int | timedelta) -> PodTemplate:
        """Return a copy that has so many seconds between SIGTERM and SIGKILL."""
        from .primary import with_primary

        seconds = _grace_seconds(termination_grace_period)
        template: Any = with_primary(self)
        template.pod_spec.termination_grace_period_seconds = seconds
        return cast(PodTemplate, template)

    def to_k8s_pod(self) -> K8sPod:
        """Return the message, with the name of the primary container."""
        from flyteidl2.core.tasks_pb2 import K8sObjectMetadata, K8sPod
        from kubernetes.client import ApiClient, V1PodSpec

        if self.pod_spec is None:
            self.pod_spec = V1PodSpec(containers=[])
        return K8sPod(
            metadata=K8sObjectMetadata(labels=self.labels, annotations=self.annotations),
            pod_spec=ApiClient().sanitize_for_serialization(self.pod_spec),
            primary_container_name=self.primary_container_name,
        )


def _choose_primary(names: list[Any], asked: str | None) -> str:
    if asked is not None:
        if asked not in names:
            raise ValueError(f"primary_container_name {asked!r} is not in the pod spec, whose containers are {names}")
        return asked
    if PRIMARY_CONTAINER_DEFAULT_NAME in names:
        return PRIMARY_CONTAINER_DEFAULT_NAME
    if len(names) == 1 and names[0]:
        return str(names[0])
    raise ValueError(
        f"the pod spec has the containers {names}, none of them {PRIMARY_CONTAINER_DEFAULT_NAME!r}: "
        "say which is the primary one with primary_container_name="
    )


def _grace_seconds(period: Any) -> int:
    if isinstance(period, bool) or not isinstance(period, (int, timedelta)):
        raise TypeError(f"termination_grace_period must be seconds (int) or a timedelta, got {period!r}")
    seconds = int(period.total_seconds()) if isinstance(period, timedelta) else period
    if seconds < 0:
        raise ValueError(f"termination_grace_period must be zero or more, got {seconds} seconds")
    return seconds
