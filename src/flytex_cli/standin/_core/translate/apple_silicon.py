"""Variables that make the runtime start a Metal workload on the Mac itself, with the image's Python packages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flytex_cli.standin._core.task.template import TaskTemplate

_EXECUTION = "FLYTE_APPLE_SILICON_EXECUTION"


def apple_silicon_env(task: TaskTemplate[..., Any, Any]) -> dict[str, str]:
    """Return the variables; none without the Apple Silicon device, or where the task stays in its container."""
    device = task.resources.get_device() if task.resources is not None else None
    if device is None or device.device_class != "APPLE_SILICON":
        return {}
    if (task.env_vars or {}).get(_EXECUTION) == "container":
        return {}
    from .host_packages import host_packages

    packages, options = host_packages(task)
    variables = {"_F_APPLE_SILICON_EXECUTION": "host", "_F_APPLE_SILICON_HOST_PACKAGES": json.dumps(packages)}
    if options:
        variables["_F_APPLE_SILICON_HOST_PIP_ARGS"] = json.dumps(options)
    return variables
