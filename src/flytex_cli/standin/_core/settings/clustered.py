"""Settings of clustered tasks. Fill `custom` with a ClusteredTaskSpec."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, kw_only=True)
class TorchRun:
    """Start the workers with torchrun.

    Attributes:
        rdzv_backend: "static", or "c10d" for workers that may come and go.
        max_restarts: of the workers within a pod.
    """

    rdzv_backend: Literal["static", "c10d"] = "static"
    max_restarts: int = 0


@dataclass(frozen=True, kw_only=True)
class JaxRun:
    """Start one process a pod, which calls `jax_initialize` first."""


Runtime = TorchRun | JaxRun


@dataclass(frozen=True, kw_only=True)
class ClusterFailurePolicy:
    """When all pods together are started again.

    Attributes:
        max_restarts: how often, before the attempt fails.
        restart_on_host_maintenance: whether a pod that was evicted is a reason, which does not count.
    """

    max_restarts: int = 0
    restart_on_host_maintenance: bool = False


@dataclass(frozen=True, kw_only=True)
class ClusteredSettings:
    """What each task of a clustered environment carries, so that it can do without the environment."""

    replicas: int
    nproc_per_node: int
    runtime: Runtime
    interconnect: Literal["tcp"]
    failure_policy: ClusterFailurePolicy
    ttl_seconds_after_finished: int | None

    def to_custom_dict(self) -> dict[str, Any]:
        """Return the ClusteredTaskSpec as a dictionary; the message knows no runtime but torchrun."""
        from flyteidl2.plugins import clustered_pb2
        from google.protobuf.json_format import MessageToDict

        spec = clustered_pb2.ClusteredTaskSpec(
            replicas=self.replicas,
            nproc_per_node=self.nproc_per_node,
            interconnect=self.interconnect.upper(),
            failure_policy=clustered_pb2.ClusterFailurePolicy(
                max_restarts=self.failure_policy.max_restarts,
                restart_on_host_maintenance=self.failure_policy.restart_on_host_maintenance,
            ),
        )
        if isinstance(self.runtime, TorchRun):
            torchrun = clustered_pb2.TorchRuntime(
                rdzv_backend=self.runtime.rdzv_backend.upper(),
                max_restarts=self.runtime.max_restarts,
            )
            spec.runtime.CopyFrom(clustered_pb2.Runtime(torchrun=torchrun))
        if self.ttl_seconds_after_finished is not None:
            spec.ttl_seconds_after_finished.value = self.ttl_seconds_after_finished
        custom: dict[str, Any] = MessageToDict(spec)
        return custom
