"""`flyte.extras`: container tasks, shell tasks, serialization and other tools beside the core."""

from __future__ import annotations

import importlib
from typing import Any

_MODULES = {
    "_container": ("ContainerTask",),
    "_dynamic_batcher": (
        "BatchStats",
        "CostEstimator",
        "DynamicBatcher",
        "Prompt",
        "TokenBatcher",
        "TokenEstimator",
    ),
    "_serialize": ("serialize", "serialize_env"),
    "_sleep": ("Sleep", "SleepTask"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}
_SUBMODULES = ("model_streamer", "shell", "webhooks")

__all__ = sorted([*_HOME, *_SUBMODULES])


def __getattr__(name: str) -> Any:
    if name in _SUBMODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'flyte.extras' has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
