"""Environments, tasks and apps as JSON; its schema is `docs/schemas/inspect.schema.json`."""

from __future__ import annotations

from flytex_cli.inspect.document import app_document, environment_document, task_document
from flytex_cli.inspect.report import InspectReport
from flytex_cli.render.common.json_text import to_json

VERSION = 2


def render(report: InspectReport) -> bytes:
    """Write one object with the environments and, once each, the tasks and apps in full, detailed or not."""
    overview = report.overview
    document = {
        "version": VERSION,
        "at": overview.at,
        "environments": [environment_document(each) for each in overview.environments],
        "tasks": [task_document(task) for task in overview.tasks],
        "apps": [app_document(app) for app in overview.apps],
    }
    return to_json(document)
