"""A graph as JSON; its schema is `docs/schemas/graph.schema.json`."""

from __future__ import annotations

from typing import Any

from flytex_cli.graph.model import Graph
from flytex_cli.inspect.document import app_document, task_document
from flytex_cli.render.common.json_text import to_json

VERSION = 1


def render(graph: Graph) -> bytes:
    """Write one object; tasks and apps as `flytex inspect --format json` shows them."""
    return to_json(to_object(graph))


def to_object(graph: Graph) -> dict[str, Any]:
    """Return the graph as a JSON object."""
    return {
        "version": VERSION,
        "environments": [
            {
                "name": each.name,
                "kind": each.kind,
                "file": each.location.file,
                "line": each.location.line,
                "description": each.description,
                "dependsOn": list(each.depends_on),
                "tasks": [task.name for task in each.tasks],
            }
            for each in graph.environments
        ],
        "tasks": [task_document(task) for task in graph.tasks],
        "apps": [app_document(app) for app in graph.apps],
        "calls": [
            {
                "from": call.caller,
                "to": call.callee,
                "links": [link.value for link in call.links],
                "via": list(call.via),
                "places": [str(place) for place in call.places],
            }
            for call in graph.calls
        ],
        "outside": list(graph.outside),
        "unresolved": [
            {"from": each.caller, "place": str(each.place), "expression": each.expression, "why": each.why}
            for each in graph.unresolved
        ],
    }
