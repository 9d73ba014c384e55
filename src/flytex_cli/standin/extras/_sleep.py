"""`flyte.extras.Sleep`: a task that the backend sleeps for, without a pod."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flytex_cli.standin._core.task.function import AsyncFunctionTaskTemplate
from flytex_cli.standin._core.task.plugins import TaskPluginRegistry


@dataclass
class Sleep:
    """Configuration of the `core-sleep` plugin; how long is an input of the task."""


@dataclass(kw_only=True)
class SleepTask(AsyncFunctionTaskTemplate[..., Any, Any]):
    """A task of type `core-sleep`."""

    plugin_config: Sleep
    task_type: str = "core-sleep"


TaskPluginRegistry.register(Sleep, SleepTask)
