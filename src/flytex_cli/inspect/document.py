"""Environments, tasks and apps as plain documents, keys in lowerCamelCase: what JSON prints and policies see."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from flytex_cli.inspect.model import AppSummary, EnvironmentSummary, TaskSummary
from flytex_cli.records import ShownLocation

_FIRST = frozenset({"name", "environment", "location"})
"""Fields that are written before the others."""


def environment_document(environment: EnvironmentSummary) -> dict[str, Any]:
    """Return what is known of an environment, its tasks by name."""
    return {
        "name": environment.name,
        "kind": environment.kind,
        **_place(environment.location),
        "description": environment.description,
        "dependsOn": list(environment.depends_on),
        "tasks": [task.name for task in environment.tasks],
    }


def task_document(task: TaskSummary) -> dict[str, Any]:
    """Return everything that is known of a task."""
    rest = {key: _plain(getattr(task, name)) for name, key in _keys(TaskSummary) if name not in _FIRST}
    return {"name": task.name, "environment": task.environment, **_place(task.location), **rest}


def app_document(app: AppSummary) -> dict[str, Any]:
    """Return everything that is known of an app."""
    rest = {key: _plain(getattr(app, name)) for name, key in _keys(AppSummary) if name not in _FIRST}
    return {"name": app.name, **_place(app.location), **rest}


def _place(location: ShownLocation) -> dict[str, Any]:
    return {"file": location.file, "line": location.line}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {key: _plain(getattr(value, name)) for name, key in _keys(type(value))}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


@functools.cache
def _keys(cls: type[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((each.name, _camel(each.name)) for each in dataclasses.fields(cls))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))
