"""flytex's own implementation of the Flyte 2 authoring API, shaped and named as the package `flyte` is.

The modules here bear the names of the SDK's public modules; the code behind them is in `_core`, by subject, unless only
one of them needs it. The SDK's private modules are a table in `_core/sdk_modules.py`. Names are loaded when they are
first asked for, so that importing the package costs nothing but itself.
"""

from __future__ import annotations

import importlib
from typing import Any

from flytex_cli.facts.releases import STANDIN
from flytex_cli.standin._core import sdk_modules

_HOMES = {
    "common.version": ("version",),
    "context.checkpoint": ("BaseCheckpoint", "Checkpoint", "latest_checkpoint"),
    "context.context": ("ctx",),
    "context.custom_context": ("custom_context", "get_custom_context"),
    "context.group": ("group",),
    "environment.environment": ("Environment",),
    "environment.task_environment": ("TaskEnvironment",),
    "image.build": ("ImageBuild",),
    "image.image": ("Image",),
    "pod.template": ("PodTemplate",),
    "resources.device": ("AMD_GPU", "APPLE_SILICON", "GPU", "HABANA_GAUDI", "TPU", "Device", "Neuron"),
    "resources.resources": ("DeviceClass", "Resources"),
    "run.condition": ("ConditionWebhook", "new_condition"),
    "run.map": ("map",),
    "run.run": (
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
    "run.trace": ("trace",),
    "settings.docs": ("Documentation",),
    "settings.link": ("Link",),
    "settings.retry": ("Backoff", "RetryStrategy"),
    "settings.reuse_policy": ("ReusePolicy",),
    "settings.secret": ("Secret", "SecretRequest"),
    "settings.timeout": ("Timeout", "TimeoutType"),
    "setup.initialize": (
        "current_domain",
        "current_project",
        "init",
        "init_from_api_key",
        "init_from_config",
        "init_in_cluster",
        "init_passthrough",
        "is_control_plane_available",
    ),
    "task.cache": ("Cache", "CachePolicy", "CacheRequest"),
    "task.function": ("AsyncFunctionTaskTemplate",),
    "task.template": ("TaskTemplate",),
    "trigger.trigger": (
        "Cron",
        "FixedRate",
        "OnArtifact",
        "Trigger",
        "TriggerTime",
        "TriggeredArtifact",
        "TriggeredPartition",
    ),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}
_RENAMED = {"logger": ("common.loggers", "user_logger"), "system_logger": ("common.loggers", "logger")}
__all__ = sorted([*_HOME, *_RENAMED, "__version__"])

sdk_modules.install()


def __getattr__(name: str) -> Any:
    if name in sdk_modules.PUBLIC and not sdk_modules.is_loaded(name):
        raise AttributeError(f"module 'flyte' has no attribute {name!r}: write `import flyte.{name}`")
    if name in sdk_modules.PUBLIC or sdk_modules.is_private(name):
        return importlib.import_module(f"{__name__}.{name}")
    if name == "__version__":
        return _load("common.version", "version")()
    home, attribute = _RENAMED.get(name) or (_HOME.get(name), name)
    if home is None:
        raise AttributeError(f"module 'flyte' has no attribute {name!r} (flytex's stand-in for Flyte {STANDIN})")
    value = _load(home, attribute)
    globals()[name] = value
    return value


def _load(home: str, attribute: str) -> Any:
    return getattr(importlib.import_module(f"{__name__}._core.{home}"), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *(name for name in sdk_modules.PUBLIC if "." not in name)})
