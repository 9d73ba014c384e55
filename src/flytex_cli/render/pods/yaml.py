"""Pods as YAML: one document per Pod, each beginning with its task's comment."""

from __future__ import annotations

from collections.abc import Sequence

from flytex_cli.render.common.yaml_notes import annotate
from flytex_cli.render.common.yaml_text import to_yaml
from flytex_cli.render.pods.view import PodView
from flytex_cli.render.specs.yaml import comment


def render(pods: Sequence[PodView]) -> bytes:
    """Write all Pods, `---` between the documents."""
    return b"---\n".join(map(render_one, pods))


def render_one(pod: PodView) -> bytes:
    """Write one Pod, with the origin of its fields as comments where that is asked for."""
    text = to_yaml(pod.document)
    if pod.explain:
        text = annotate(text, pod.origins)
    return ((comment(pod.record) if pod.record is not None else "") + text).encode()
