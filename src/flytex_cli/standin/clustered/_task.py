"""The template of clustered tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flytex_cli.standin._core.context.serialization import SerializationContext
from flytex_cli.standin._core.errors import RuntimeUserError
from flytex_cli.standin._core.settings.clustered import ClusteredSettings, JaxRun
from flytex_cli.standin._core.task.function import AsyncFunctionTaskTemplate
from flytex_cli.standin._core.task.plugins import TaskPluginRegistry


@dataclass(frozen=True)
class _ClusteredPlugin:
    """The configuration of a clustered task."""

    settings: ClusteredSettings | None = None


@dataclass(kw_only=True)
class ClusteredTaskTemplate(AsyncFunctionTaskTemplate[..., Any, Any]):
    """A task of type `clustered-task`: its container starts the launcher in place of the task."""

    plugin_config: _ClusteredPlugin
    task_type: str = "clustered-task"
    task_type_version: int = 1

    def _settings(self) -> ClusteredSettings:
        if self.plugin_config.settings is None:
            raise RuntimeUserError(
                "BadConfig", f"task {self.name} has no clustered settings: make it with a ClusteredTaskEnvironment"
            )
        return self.plugin_config.settings

    def custom_config(self, sctx: SerializationContext) -> dict[str, Any]:
        """Return the ClusteredTaskSpec."""
        return self._settings().to_custom_dict()

    def container_args(self, serialize_context: SerializationContext) -> list[str]:
        """Return the launcher's arguments; torchrun, the default, is not named."""
        args = super().container_args(serialize_context)
        if not args or args[0] != "a0":
            return args
        runtime = ["--runtime=jax"] if isinstance(self._settings().runtime, JaxRun) else []
        return ["clustered", *runtime, *args[1:]]


TaskPluginRegistry.register(_ClusteredPlugin, ClusteredTaskTemplate)
