"""Variables that make the runtime start a Metal workload on the Mac itself, with the image's Python packages."""

from __future__ import annotations

import json
from typing import Any

_EXECUTION = "FLYTE_APPLE_SILICON_EXECUTION"


def apple_silicon_env(workload: Any, owner: str) -> dict[str, str]:
    """Return the variables of a task or an app; none without the device, or where it stays in its container."""
    device = workload.resources.get_device() if workload.resources is not None else None
    if device is None or device.device_class != "APPLE_SILICON":
        return {}
    if (workload.env_vars or {}).get(_EXECUTION) == "container":
        return {}
    from .host_packages import host_packages

    packages, options = host_packages(workload.image, owner)
    variables = {"_F_APPLE_SILICON_EXECUTION": "host", "_F_APPLE_SILICON_HOST_PACKAGES": json.dumps(packages)}
    if options:
        variables["_F_APPLE_SILICON_HOST_PIP_ARGS"] = json.dumps(options)
    return variables
