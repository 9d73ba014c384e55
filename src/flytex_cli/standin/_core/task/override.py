"""The rules of `task.override(...)`."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from typing import TYPE_CHECKING, Any

from .plugins import TaskPluginRegistry

if TYPE_CHECKING:
    from .template import TaskTemplate

_FIXED = ("name", "image", "docs", "interface")
_OF_THE_POOL = ("resources", "env_vars", "secrets", "service_account")


def override_task(
    task: TaskTemplate[..., Any, Any],
    if_truthy: dict[str, Any],
    if_given: dict[str, Any],
    *,
    reusable: Any,
    plugin_config: Any,
    others: dict[str, Any],
) -> TaskTemplate[..., Any, Any]:
    """Return a new task with the settings that count: truthy ones, and flags that are not None."""
    reusable = reusable or task.reusable
    if reusable == "off":
        reusable = None
    if reusable is not None:
        _refuse_pool_settings(task, if_truthy)
    _refuse_unknown(task, others)

    changes = {name: value or getattr(task, name) for name, value in if_truthy.items()}
    changes |= {name: getattr(task, name) if value is None else value for name, value in if_given.items()}
    changes |= {"reusable": reusable, **others}
    if plugin_config is None:
        return replace(task, **changes)

    plugin = TaskPluginRegistry.find_for(plugin_config)
    new_task = replace(task, **{**changes, "plugin_config": plugin_config})
    return new_task if isinstance(new_task, plugin) else _rebuild_as(plugin, new_task)


def _refuse_pool_settings(task: TaskTemplate[..., Any, Any], settings: dict[str, Any]) -> None:
    for name in _OF_THE_POOL:
        if settings[name] is not None:
            raise ValueError(
                f"override({name}=...): task {task.name} is reusable, it runs in its environment's pool of containers "
                f"with the environment's {name}; pass reusable='off' in the same call to leave the pool"
            )


def _refuse_unknown(task: TaskTemplate[..., Any, Any], settings: dict[str, Any]) -> None:
    known = {each.name for each in fields(task) if each.init}
    for name in settings:
        if name in _FIXED:
            raise ValueError(f"override({name}=...): the {name} of task {task.name} is fixed")
        if name not in known:
            raise TypeError(
                f"override() got an unexpected keyword argument {name!r}: task {task.name} has no such setting"
            )


def _rebuild_as(plugin: type[TaskTemplate[..., Any, Any]], task: TaskTemplate[..., Any, Any]) -> Any:
    """Return the task as one of the plugin's class, which `replace` cannot change.

    A plugin's own default (`task_type`, ...) replaces the task's value where that is still its class's default.
    """
    old_defaults = {each.name: each.default for each in fields(task)}
    new_defaults = {each.name: each.default for each in fields(plugin)}
    kept = {}
    for each in fields(task):
        if not each.init:
            continue
        value = getattr(task, each.name)
        old, new = old_defaults[each.name], new_defaults.get(each.name, MISSING)
        untouched = old is not MISSING and value == old
        if new is not MISSING and new != old and untouched:
            continue
        kept[each.name] = value
    return plugin(**kept)
