"""A Pod as it is to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flytex_cli.pods.build import BuiltPod
    from flytex_cli.pods.origins import Origin, Path
    from flytex_cli.records import ShownLocation, TaskRecord
    from flytex_cli.wire.struct import JsonObject


@dataclass(frozen=True)
class PodView:
    """A Pod, whole or its PodSpec alone.

    Attributes:
        name: what it is shown for: a task, or bare resources.
        record: the task; None for bare resources.
        spec_only: the PodSpec without the Pod around it.
        explain: say beside each field that the backend added or changed where it came from, in formats with comments.
    """

    name: str
    built: BuiltPod
    record: TaskRecord | None = None
    location: ShownLocation | None = None
    spec_only: bool = False
    explain: bool = False

    @property
    def environment(self) -> str | None:
        return None if self.record is None else self.record.environment

    @property
    def kind(self) -> str:
        """What is shown, by its Kubernetes name."""
        return "PodSpec" if self.spec_only else "Pod"

    @property
    def document(self) -> JsonObject:
        """What is shown, in Kubernetes' JSON form."""
        return self.built.spec if self.spec_only else self.built.pod

    @property
    def origins(self) -> dict[Path, Origin]:
        """Where fields came from, by their path in the document."""
        if not self.spec_only:
            return self.built.explanation
        return {path[1:]: origin for path, origin in self.built.explanation.items() if path[0] == "spec" and path[1:]}


def may_be_pod(data: bytes) -> bool:
    """Return whether a file holds a Pod, whoever wrote it."""
    return b"containers" in data
