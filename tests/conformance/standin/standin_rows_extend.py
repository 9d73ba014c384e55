"""Rows: the functions and values of `flyte.extend`."""

from __future__ import annotations

import inspect
from typing import Any

from tests.conformance.standin.standin_harness import Row

INITIALIZED = Row("is_initialized")
INITIALIZED.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extend.is_initialized),
        "before init": lambda flyte: flyte.extend.is_initialized(),
        "current_project before init": lambda flyte: flyte.current_project(),
        "current_domain before init": lambda flyte: flyte.current_domain(),
    }
)

PRIMARY = Row("PRIMARY_CONTAINER_DEFAULT_NAME")
PRIMARY.table({"value": lambda flyte: flyte.extend.PRIMARY_CONTAINER_DEFAULT_NAME})

REGISTRY = Row("TaskPluginRegistry")


def registry(flyte: Any) -> Any:
    return type(flyte.extend.TaskPluginRegistry)()


def filled(flyte: Any) -> Any:
    made = registry(flyte)
    made.register(int, str)
    made.register(config_type=float, plugin=bytes)
    made.register(int, bytes)
    return made


REGISTRY.table(
    {
        "signature of register": lambda flyte: inspect.signature(flyte.extend.TaskPluginRegistry.register),
        "signature of find": lambda flyte: inspect.signature(flyte.extend.TaskPluginRegistry.find),
        "find": lambda flyte: filled(flyte).find(config_type=int),
        "find none": lambda flyte: filled(flyte).find(bool),
        "list": lambda flyte: filled(flyte).list_plugins(),
        "list of nothing": lambda flyte: registry(flyte).list_plugins(),
        "repr": lambda flyte: repr(filled(flyte)),
        "repr of nothing": lambda flyte: repr(registry(flyte)),
        "is one": lambda flyte: flyte.extend.TaskPluginRegistry is flyte.extend.TaskPluginRegistry,
    }
)

POD_SPEC = Row("pod_spec_from_resources")


def pod(**sides: Any) -> Any:
    """Return a call with resources given as dictionaries."""
    key = sides.pop("key", "nvidia.com/gpu")

    def call(flyte: Any) -> Any:
        made = {name: flyte.Resources(**_devices(flyte, values)) for name, values in sides.items()}
        return flyte.extend.pod_spec_from_resources("main", made.get("requests"), made.get("limits"), key)

    return call


def _devices(flyte: Any, values: dict[str, Any]) -> dict[str, Any]:
    return {name: value(flyte) if callable(value) else value for name, value in values.items()}


POD_SPEC.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extend.pod_spec_from_resources),
        "nothing": lambda flyte: flyte.extend.pod_spec_from_resources(),
        "requests": pod(requests={"cpu": "1", "memory": "4Gi"}),
        "limits": pod(limits={"cpu": "1", "memory": "4Gi"}),
        "both, not merged": pod(requests={"cpu": "1"}, limits={"memory": "4Gi"}),
        "requests over limits": pod(requests={"cpu": "2"}, limits={"cpu": "1"}),
        "empty limits": pod(requests={"cpu": "2"}, limits={}),
        "gpu": pod(requests={"gpu": 2}),
        "gpu by name": pod(requests={"gpu": "T4:1"}),
        "gpu with partition": pod(requests={"gpu": lambda flyte: flyte.GPU("A100", 2, "1g.5gb")}),
        "tpu": pod(requests={"gpu": lambda flyte: flyte.TPU("V5P", "2x2x1")}, key="google.com/tpu"),
        "amd": pod(requests={"gpu": lambda flyte: flyte.AMD_GPU("MI300X")}, key="amd.com/gpu"),
        "disk": pod(requests={"disk": "10Gi"}),
        "shm": pod(requests={"shm": "1Gi"}),
        "shm auto": pod(requests={"shm": "auto", "cpu": "1"}),
        "cpu range": pod(requests={"cpu": (1, 2)}),
        "memory range": pod(limits={"memory": ("1Gi", "2Gi")}),
    }
)
POD_SPEC.table(
    {
        "cpu as a number": pod(requests={"cpu": 1}),
        "cpu as a fraction": pod(requests={"cpu": 1.5}),
        "no gpu": pod(requests={"gpu": 0, "cpu": "1"}),
    },
    why="kubernetes clients from 37 refuse numbers, so the SDK raises; the stand-in writes strings and no gpu=0",
)

ROWS = [INITIALIZED, PRIMARY, REGISTRY, POD_SPEC]
