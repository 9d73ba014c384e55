"""Environments, tasks and apps as JSON; its schema is `docs/schemas/inspect.schema.json`."""

from __future__ import annotations

import dataclasses
from typing import Any

from flytex_cli.inspect.model import AppSummary, TaskSummary
from flytex_cli.inspect.report import InspectReport
from flytex_cli.records import ShownLocation
from flytex_cli.render.common.json_text import to_json

VERSION = 1


def render(report: InspectReport) -> bytes:
    """Write one object with the environments and, once each, the tasks and apps in full, detailed or not."""
    overview = report.overview
    environments = [
        {
            "name": each.name,
            "kind": each.kind,
            **_place(each.location),
            "description": each.description,
            "dependsOn": list(each.depends_on),
            "tasks": [task.name for task in each.tasks],
        }
        for each in overview.environments
    ]
    document = {
        "version": VERSION,
        "at": overview.at,
        "environments": environments,
        "tasks": [task_object(task) for task in overview.tasks],
        "apps": [app_object(app) for app in overview.apps],
    }
    return to_json(document)


def task_object(task: TaskSummary) -> dict[str, Any]:
    """Return everything that is known of a task, keys in lowerCamelCase."""
    values = {field.name: getattr(task, field.name) for field in dataclasses.fields(task)}
    place = _place(values.pop("location"))
    name, environment = values.pop("name"), values.pop("environment")
    return {"name": name, "environment": environment, **place, **{_camel(key): _plain(values[key]) for key in values}}


def app_object(app: AppSummary) -> dict[str, Any]:
    """Return everything that is known of an app, keys in lowerCamelCase."""
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
