"""A plan as JSON; its schema is `docs/schemas/plan.schema.json`."""

from __future__ import annotations

from typing import Any

from flytex_cli.inspect.document import app_document, task_document
from flytex_cli.plan.report import PlanReport
from flytex_cli.render.common.json_text import to_json

VERSION = 2


def render(report: PlanReport) -> bytes:
    """Write one object; tasks and apps as `flytex inspect --format json` shows them, by name in their groups."""
    plan = report.plan
    document: dict[str, Any] = {
        "version": VERSION,
        "at": plan.at,
        "deployedVersion": plan.version,
        "images": [
            {
                "uri": each.image.uri,
                "base": each.image.base,
                "layers": list(each.image.layers),
                "environments": list(each.environments),
                "builds": each.builds,
            }
            for each in plan.images
        ],
        "bundles": [
            {"environments": list(each.environments), "files": each.files, "size": each.size, "digest": each.digest}
            for each in plan.bundles
        ],
        "groups": [
            {
                "environments": [each.name for each in group.environments],
                "tasks": [task.name for task in group.tasks if report.shows(task)],
                "apps": [app.name for app in group.apps if report.shows(app)],
            }
            for group in report.groups
        ],
        "tasks": [task_document(task) for task in plan.tasks if report.shows(task)],
        "apps": [app_document(app) for app in plan.apps if report.shows(app)],
        "changes": None if report.changes is None else [_change(report, name) for name in _names(report)],
        "removed": list(report.removed),
        "unknown": list(plan.unknown),
    }
    return to_json(document)


def _names(report: PlanReport) -> list[str]:
    return [item.name for item in report.plan.items if report.shows(item)]


def _change(report: PlanReport, name: str) -> dict[str, Any]:
    item = next(each for each in report.plan.items if each.name == name)
    change = report.change_of(item)
    return {
        "name": name,
        "class": None if change is None else change.impact.value,
        "why": [] if change is None else list(dict.fromkeys(each.why for each in change.changes)),
        "effects": [{"effect": each.kind.value, "why": each.why} for each in report.effects_on(item)],
    }
