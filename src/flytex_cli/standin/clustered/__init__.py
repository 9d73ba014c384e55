"""`flyte.clustered`: tasks that run on several pods at once, as a Kubernetes JobSet."""

from __future__ import annotations

from flytex_cli.standin._core.settings.clustered import ClusterFailurePolicy, JaxRun, Runtime, TorchRun

from ._environment import ClusteredTaskEnvironment
from ._jax import jax_initialize
from ._task import ClusteredTaskTemplate

__all__ = [
    "ClusterFailurePolicy",
    "ClusteredTaskEnvironment",
    "ClusteredTaskTemplate",
    "JaxRun",
    "Runtime",
    "TorchRun",
    "jax_initialize",
]
