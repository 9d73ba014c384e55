"""Pods and Services as JSON: one array, always."""

from __future__ import annotations

from collections.abc import Sequence

from flytex_cli.render.common.json_text import to_json
from flytex_cli.render.pods.view import View


def render(views: Sequence[View]) -> bytes:
    """Write all of them in one array."""
    return to_json([view.document for view in views])


def render_one(view: View) -> bytes:
    """Write an array of one, so that every JSON file of flytex reads alike."""
    return render([view])
