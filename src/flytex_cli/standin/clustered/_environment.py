"""`flyte.clustered.ClusteredTaskEnvironment`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from flytex_cli.standin._core.environment.task_environment import TaskEnvironment
from flytex_cli.standin._core.settings.clustered import (
    ClusteredSettings,
    ClusterFailurePolicy,
    JaxRun,
    Runtime,
    TorchRun,
)

from ._task import _ClusteredPlugin


@dataclass(kw_only=True)
class ClusteredTaskEnvironment(TaskEnvironment):
    """An environment whose tasks run on several pods at once.

    Attributes:
        replicas: number of pods.
        nproc_per_node: processes in each, not more than its GPUs; 1 with JaxRun.
        runtime: what starts them.
        interconnect: the network, "tcp".
        failure_policy: when all are started again.
        ttl_seconds_after_finished: how long the JobSet stays after its end.
    """

    replicas: int
    nproc_per_node: int
    runtime: Runtime = field(default_factory=TorchRun)
    interconnect: Literal["tcp"] = "tcp"
    failure_policy: ClusterFailurePolicy = field(default_factory=ClusterFailurePolicy)
    ttl_seconds_after_finished: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.reusable is not None:
            raise ValueError(f"environment {self.name!r}: a ClusteredTaskEnvironment cannot be reusable")
        for field_name in ("replicas", "nproc_per_node"):
            if getattr(self, field_name) < 1:
                raise ValueError(
                    f"environment {self.name!r}: {field_name} must be >= 1, got {getattr(self, field_name)}"
                )
        self._check_gpus()
        self._check_runtime()
        if self.interconnect != "tcp":
            raise ValueError(f"environment {self.name!r}: interconnect must be 'tcp', got {self.interconnect!r}")
        self.plugin_config = _ClusteredPlugin(
            settings=ClusteredSettings(
                replicas=self.replicas,
                nproc_per_node=self.nproc_per_node,
                runtime=self.runtime,
                interconnect=self.interconnect,
                failure_policy=self.failure_policy,
                ttl_seconds_after_finished=self.ttl_seconds_after_finished,
            )
        )

    def _check_gpus(self) -> None:
        device = self.resources.get_device() if self.resources is not None else None
        if device is not None and device.quantity < self.nproc_per_node:
            raise ValueError(
                f"environment {self.name!r}: resources.gpu ({device.quantity}) must be >= nproc_per_node "
                f"({self.nproc_per_node})"
            )

    def _check_runtime(self) -> None:
        if not isinstance(self.runtime, (TorchRun, JaxRun)):
            raise TypeError(f"environment {self.name!r}: runtime must be TorchRun() or JaxRun(), got {self.runtime!r}")
        if isinstance(self.runtime, JaxRun) and self.nproc_per_node != 1:
            raise ValueError(
                f"environment {self.name!r}: JaxRun starts one process a pod, so nproc_per_node must be 1, got "
                f"{self.nproc_per_node}"
            )

    def to_custom_dict(self) -> dict[str, Any]:
        """Return the ClusteredTaskSpec as a dictionary."""
        config: Any = self.plugin_config
        custom: dict[str, Any] = config.settings.to_custom_dict()
        return custom
