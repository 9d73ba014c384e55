"""Which plugin of the backend runs a task type, and so whether a Pod is made at all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from flyteidl2.core import tasks_pb2

from flytex_cli.pods.cluster_config import ClusterConfig


class Handler(Enum):
    """What carries a task out when it is not an ordinary Pod."""

    CUSTOM_RESOURCE = "custom resource"
    JOB_SET = "JobSet"
    CONNECTOR = "connector"
    IN_PROCESS = "in-process"


@dataclass(frozen=True)
class NotAPod:
    """A task the backend makes no plain Pod for.

    Attributes:
        kind: the Kubernetes kind created instead, or None.
        api_version: its API group and version, or None.
    """

    task_type: str
    handler: Handler
    kind: str | None = None
    api_version: str | None = None

    @property
    def message(self) -> str:
        """Say in one sentence what happens instead."""
        if self.handler is Handler.CONNECTOR:
            return f"task type {self.task_type!r} is handed to a connector service; no Pod is created for it"
        if self.handler is Handler.IN_PROCESS:
            return f"task type {self.task_type!r} runs inside the backend; no Pod is created for it"
        return (
            f"task type {self.task_type!r} becomes a {self.kind} ({self.api_version}); "
            "its operator or controller creates the Pods"
        )


_POD_PLUGIN = "pod"
_OTHER_PLUGINS = {
    "spark": (Handler.CUSTOM_RESOURCE, "SparkApplication", "sparkoperator.k8s.io/v1beta2"),
    "ray": (Handler.CUSTOM_RESOURCE, "RayJob", "ray.io/v1"),
    "dask": (Handler.CUSTOM_RESOURCE, "DaskJob", "kubernetes.dask.org/v1"),
    "pytorch": (Handler.CUSTOM_RESOURCE, "PyTorchJob", "kubeflow.org/v1"),
    "tensorflow": (Handler.CUSTOM_RESOURCE, "TFJob", "kubeflow.org/v1"),
    "mpi": (Handler.CUSTOM_RESOURCE, "MPIJob", "kubeflow.org/v1"),
    "clustered-task": (Handler.JOB_SET, "JobSet", "jobset.x-k8s.io/v1alpha2"),
    "connector-service": (Handler.CONNECTOR, None, None),
    "core-sleep": (Handler.IN_PROCESS, None, None),
}
"""Plugin id -> what it makes. Each of these ids is also the one task type the plugin registers, connectors aside."""


def route(task: tasks_pb2.TaskTemplate, config: ClusterConfig) -> NotAPod | None:
    """Return what becomes of a task that is not a Pod, or None when the pod plugin takes it.

    Types nobody registered go to the default plugin, which is the pod plugin.
    """
    plugin = config.default_for_task_types.get(task.type)
    # An id that no plugin in use has is logged by the backend and otherwise ignored. That holds for the ids `container`
    # and `sidecar` too: the plugin `pod` registers last and takes their task types over.
    if plugin not in _OTHER_PLUGINS and plugin != _POD_PLUGIN:
        plugin = _registered_plugin(task.type, config)
    if plugin in _OTHER_PLUGINS:
        return NotAPod(task.type, *_OTHER_PLUGINS[plugin])
    return None


def _registered_plugin(task_type: str, config: ClusterConfig) -> str:
    # Core plugins, the connectors among them, register after the Kubernetes ones and win.
    if task_type in config.connector_task_types:
        return "connector-service"
    return task_type if task_type in _OTHER_PLUGINS else _POD_PLUGIN
