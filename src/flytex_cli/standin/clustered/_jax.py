"""`flyte.clustered.jax_initialize`."""

from __future__ import annotations

from typing import Any

from flytex_cli.standin._core.common.lazy_module import lazy_module
from flytex_cli.standin._core.context.context import ctx


def jax_initialize(**overrides: Any) -> None:
    """Initialize `jax.distributed` from the variables that the launcher sets; the arguments win over them."""
    task = ctx()
    place = (task.rank, task.world_size, task.master_addr, task.master_port)
    if None in place:
        raise RuntimeError("jax_initialize() works in a task of a ClusteredTaskEnvironment(runtime=JaxRun()) only")
    settings = {
        "coordinator_address": f"{task.master_addr}:{task.master_port}",
        "num_processes": task.world_size,
        "process_id": task.rank,
        "cluster_detection_method": "deactivate",
    }
    jax: Any = lazy_module("jax")
    if not jax.distributed.is_initialized():
        jax.distributed.initialize(**{**settings, **overrides})
