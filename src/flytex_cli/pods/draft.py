"""The Pod while it is being built, and all that the building steps read and report to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from flyteidl2.core import tasks_pb2

from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.pods.findings import PodFinding
from flytex_cli.pods.origins import Origin, Origins, Source
from flytex_cli.pods.run import Execution
from flytex_cli.wire.struct import JsonObject


@dataclass
class PodDraft:
    """A PodSpec and its metadata in the making.

    Attributes:
        spec: the PodSpec.
        metadata: labels and annotations that the task and its templates bring.
        primary_name: the name of the primary container.
    """

    task: tasks_pb2.TaskTemplate
    config: ClusterConfig
    execution: Execution
    spec: JsonObject = field(default_factory=dict)
    metadata: JsonObject = field(default_factory=dict)
    primary_name: str = ""
    origins: Origins = field(default_factory=Origins)
    findings: list[PodFinding] = field(default_factory=list)

    @property
    def accelerator(self) -> tasks_pb2.GPUAccelerator | None:
        """The task's `extended_resources.gpu_accelerator`, if it has one."""
        extended = self.task.extended_resources
        return extended.gpu_accelerator if extended.HasField("gpu_accelerator") else None

    def containers(self) -> Iterator[tuple[str, JsonObject]]:
        """Yield each container with its path, init containers first."""
        for group in ("initContainers", "containers"):
            for index, container in enumerate(self.spec.get(group, [])):
                yield f"spec.{group}[{index}]", container

    def primary(self) -> tuple[str, JsonObject] | None:
        """Return the primary container and its path; of several with the name, the last, as the backend does."""
        for index, container in reversed(list(enumerate(self.spec.get("containers", [])))):
            if container.get("name") == self.primary_name:
                return f"spec.containers[{index}]", container
        return None

    def config_origin(self, key: str) -> Origin:
        return self.config.origin(key)


def backend(detail: str) -> Origin:
    """Return the origin of a field that the backend itself always sets."""
    return Origin(Source.BACKEND, detail)


def from_task(detail: str) -> Origin:
    """Return the origin of a field that the backend derives from a field of the TaskSpec."""
    return Origin(Source.TASK, detail)


def from_run(detail: str) -> Origin:
    """Return the origin of a field that comes from the run's options."""
    return Origin(Source.RUN, detail)
