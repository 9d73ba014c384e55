"""Environments, tasks and apps as plain documents, keys in lowerCamelCase: what JSON prints and policies see."""

from __future__ import annotations

import dataclasses
from typing import Any

from flytex_cli.inspect.model import AppSummary, EnvironmentSummary, TaskSummary
from flytex_cli.records import ShownLocation


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
    values = {field.name: getattr(task, field.name) for field in dataclasses.fields(task)}
    place = _place(values.pop("location"))
    name, environment = values.pop("name"), values.pop("environment")
    return {"name": name, "environment": environment, **place, **{_camel(key): _plain(values[key]) for key in values}}


def app_document(app: AppSummary) -> dict[str, Any]:
    """Return everything that is known of an app."""
    values = {field.name: getattr(app, field.name) for field in dataclasses.fields(app)}
    name, place = values.pop("name"), _place(values.pop("location"))
    return {"name": name, **place, **{_camel(key): _plain(values[key]) for key in values}}


def _place(location: ShownLocation) -> dict[str, Any]:
    return {"file": location.file, "line": location.line}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {_camel(each.name): _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))
