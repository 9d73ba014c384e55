"""flytex's own implementation of the Flyte 2 authoring API, shaped and named as the package `flyte` is.

Names are loaded when they are first asked for, so that importing the package costs nothing but itself.
"""

from __future__ import annotations

import importlib
from typing import Any

_MODULES = {
    "_cache": ("Cache", "CachePolicy", "CacheRequest"),
    "_checkpoint": ("BaseCheckpoint", "Checkpoint", "latest_checkpoint"),
    "_condition": ("ConditionWebhook", "new_condition"),
    "_context": ("ctx",),
    "_custom_context": ("custom_context", "get_custom_context"),
    "_docs": ("Documentation",),
    "_environment": ("Environment",),
    "_group": ("group",),
    "_image": ("Image",),
    "_image_build": ("ImageBuild",),
    "_initialize": (
        "current_domain",
        "current_project",
        "init",
        "init_from_api_key",
        "init_from_config",
        "init_in_cluster",
        "init_passthrough",
        "is_control_plane_available",
    ),
    "_link": ("Link",),
    "_map": ("map",),
    "_pod": ("PodTemplate",),
    "_resources": (
        "AMD_GPU",
        "APPLE_SILICON",
        "GPU",
        "HABANA_GAUDI",
        "TPU",
        "Device",
        "DeviceClass",
        "Neuron",
        "Resources",
    ),
    "_retry": ("Backoff", "RetryStrategy"),
    "_reuse_policy": ("ReusePolicy",),
    "_run": (
        "AppHandle",
        "build",
        "build_images",
        "deploy",
        "load_interactive_ctx",
        "load_plugin_config",
        "rerun",
        "run",
        "run_python_script",
        "serve",
        "with_runcontext",
        "with_servecontext",
    ),
    "_secret": ("Secret", "SecretRequest"),
    "_task": ("AsyncFunctionTaskTemplate", "TaskTemplate"),
    "_task_environment": ("TaskEnvironment",),
    "_timeout": ("Timeout", "TimeoutType"),
    "_trace": ("trace",),
    "_trigger": (
        "Cron",
        "FixedRate",
        "OnArtifact",
        "Trigger",
        "TriggerTime",
        "TriggeredArtifact",
        "TriggeredPartition",
    ),
    "_version": ("version",),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}
_RENAMED = {"logger": ("_logging", "user_logger"), "system_logger": ("_logging", "logger")}
_SUBMODULES = frozenset(
    [
        "ai",
        "app",
        "artifacts",
        "clustered",
        "config",
        "connectors",
        "durable",
        "errors",
        "extend",
        "extras",
        "git",
        "io",
        "models",
        "notify",
        "prefetch",
        "remote",
        "report",
        "sandbox",
        "storage",
        "syncify",
        "types",
    ]
)

__all__ = sorted([*_HOME, *_RENAMED, "__version__"])


def __getattr__(name: str) -> Any:
    if name in _SUBMODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if name == "__version__":
        return _load("_version", "version")()
    module, attribute = _RENAMED.get(name) or (_HOME.get(name), name)
    if module is None:
        raise AttributeError(f"module 'flyte' has no attribute {name!r} (flytex's stand-in for Flyte 2.12.1)")
    value = _load(module, attribute)
    globals()[name] = value
    return value


def _load(module: str, attribute: str) -> Any:
    return getattr(importlib.import_module(f"{__name__}.{module}"), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_SUBMODULES})
