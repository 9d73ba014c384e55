"""`flyte.extras`: container tasks, shell tasks, serialization and other tools beside the core."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from flytex_cli.standin._core import sdk_modules

_MODULES = {
    "flytex_cli.standin._core.task.container": ("ContainerTask",),
    "flytex_cli.standin.extras._dynamic_batcher": (
        "BatchStats",
        "CostEstimator",
        "DynamicBatcher",
        "Prompt",
        "TokenBatcher",
        "TokenEstimator",
    ),
    "flytex_cli.standin.extras._serialize": ("serialize", "serialize_env"),
    "flytex_cli.standin.extras._sleep": ("Sleep", "SleepTask"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}
_SUBMODULES = ("model_streamer", "shell", "webhooks")

__all__ = sorted([*_HOME, *_SUBMODULES])

sdk_modules.bind(sys.modules[__name__])


def __getattr__(name: str) -> Any:
    if name in _SUBMODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'flyte.extras' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)
