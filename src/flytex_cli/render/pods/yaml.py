"""Pods and Services as YAML: one document each, which begins with the comment of its task or app."""

from __future__ import annotations

from collections.abc import Sequence

from flytex_cli.render.common.yaml_notes import annotate
from flytex_cli.render.common.yaml_text import to_yaml
from flytex_cli.render.pods.view import View


def render(views: Sequence[View]) -> bytes:
    """Write all of them, `---` between the documents."""
    return b"---\n".join(map(render_one, views))


def render_one(view: View) -> bytes:
    """Write one, with the origin of its fields as comments where that is asked for."""
    text = to_yaml(view.document)
    if view.explain:
        text = annotate(text, view.origins)
    return (view.heading + text).encode()
