"""Pods as JSON: one array, always."""

from __future__ import annotations

from collections.abc import Sequence

from flytex_cli.render.common.json_text import to_json
from flytex_cli.render.pods.view import PodView


def render(pods: Sequence[PodView]) -> bytes:
    """Write all Pods in one array."""
    return to_json([pod.document for pod in pods])


def render_one(pod: PodView) -> bytes:
    """Write an array of one Pod, so that every JSON file of flytex reads alike."""
    return render([pod])
