"""Pods as YAML and JSON: whole, or the PodSpec alone; in YAML with the origin of each field on request."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flytex_cli.pods.build import BuiltPod
    from flytex_cli.pods.origins import Origin, Path
    from flytex_cli.pods.tasks import TaskPod
    from flytex_cli.wire.struct import JsonObject


class PodFormat(str, Enum):
    """A form of Pods."""

    YAML = "yaml"
    JSON = "json"


@dataclass(frozen=True)
class PodForm:
    """How Pods are shown.

    Attributes:
        spec_only: the PodSpec without the Pod around it.
        explain: in YAML, say beside each field the backend added or changed where it came from.
    """

    format: PodFormat
    spec_only: bool = False
    explain: bool = False

    @property
    def value(self) -> str:
        """The suffix of files."""
        return self.format.value

    @property
    def kind(self) -> str:
        """What is shown of a Pod, by its Kubernetes name."""
        return "PodSpec" if self.spec_only else "Pod"

    def render(self, pods: Sequence[TaskPod]) -> bytes:
        """All Pods in one stream: YAML documents, or one JSON array."""
        if self.format is PodFormat.JSON:
            return _json([self.document(pod.built) for pod in pods])
        return b"---\n".join(map(self.render_one, pods))

    def render_one(self, pod: TaskPod, /) -> bytes:
        """The Pod of one task; YAML begins with the task's comment, JSON is an array of one."""
        if self.format is PodFormat.JSON:
            return _json([self.document(pod.built)])
        from flytex_cli.render.yaml import comment

        return comment(pod.record).encode() + self.render_bare(pod.built)

    def render_bare(self, built: BuiltPod) -> bytes:
        """A Pod that belongs to no task."""
        if self.format is PodFormat.JSON:
            return _json([self.document(built)])
        from flytex_cli.render.yaml import dump

        text = dump(self.document(built))
        if not self.explain:
            return text.encode()
        from flytex_cli.render.yaml_notes import annotate

        return annotate(text, self.explanation(built)).encode()

    @staticmethod
    def may_be_ours(data: bytes) -> bool:
        """Whether a file holds a Pod, whoever wrote it."""
        return b"containers" in data

    def document(self, built: BuiltPod) -> JsonObject:
        return built.spec if self.spec_only else built.pod

    def explanation(self, built: BuiltPod) -> dict[Path, Origin]:
        """The origins of the fields shown, by their path in what is shown."""
        if not self.spec_only:
            return built.explanation
        return {path[1:]: origin for path, origin in built.explanation.items() if path[0] == "spec" and path[1:]}


def _json(documents: Sequence[JsonObject]) -> bytes:
    return (json.dumps(documents, indent=2, ensure_ascii=False) + "\n").encode()
