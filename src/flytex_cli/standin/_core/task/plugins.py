"""The registry of task plugins: which template class makes the tasks of a `plugin_config`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .function import AsyncFunctionTaskTemplate


class _Registry:
    """Template classes by the type of their configuration."""

    def __init__(self) -> None:
        self._plugins: dict[type, type[AsyncFunctionTaskTemplate[..., Any, Any]]] = {}

    def register(self, config_type: type, plugin: type[AsyncFunctionTaskTemplate[..., Any, Any]]) -> None:
        """Let `plugin` make the tasks whose configuration is of that very type."""
        self._plugins[config_type] = plugin

    def find(self, config_type: type) -> type[AsyncFunctionTaskTemplate[..., Any, Any]] | None:
        """Return the class for a type of configuration; None when nobody has registered one."""
        return self._plugins.get(config_type)

    def list_plugins(self) -> list[type]:
        """Return the types of configuration, in order of registration."""
        return list(self._plugins)

    def find_for(self, config: Any) -> type[AsyncFunctionTaskTemplate[..., Any, Any]]:
        """Return the class for a configuration, or refuse it."""
        plugin = self.find(type(config))
        if plugin is None:
            raise ValueError(
                f"plugin_config is a {type(config).__name__}, for which no plugin is registered: import the plugin's "
                "package, or flyte.extend.TaskPluginRegistry.register(config_type, template)"
            )
        return plugin

    def __repr__(self) -> str:
        return f"TaskPluginRegistry(plugins={self.list_plugins()})"


TaskPluginRegistry = _Registry()
