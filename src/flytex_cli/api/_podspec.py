"""`flytex podspec`: the Pods of tasks, or of bare resources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flytex_cli.api._serialize import Progress, SerializeRequest, SerializeResult, serialize
from flytex_cli.records import Diagnostic, EngineInfo, ModuleReport, Severity

if TYPE_CHECKING:
    from flytex_cli.pods.bare import BareResources
    from flytex_cli.pods.build import BuiltPod
    from flytex_cli.pods.run import RunOptions
    from flytex_cli.pods.tasks import Elsewhere, TaskPod


@dataclass(frozen=True)
class ClusterFiles:
    """What the user tells `flytex podspec` about the cluster.

    Attributes:
        config: the operator's Flyte YAML, or Helm values with it.
        pod_templates: PodTemplate manifests.
        gpu_key: the resource name of GPUs, over what the configuration says.
    """

    config: Path | None = None
    pod_templates: Sequence[Path] = ()
    gpu_key: str | None = None


@dataclass(frozen=True)
class PodspecResult:
    """The Pods of the tasks that become one.

    Attributes:
        elsewhere: the tasks for which the backend makes something else.
        diagnostics: errors and warnings about the cluster's files, the modules and the Pods.
    """

    pods: tuple[TaskPod, ...]
    elsewhere: tuple[Elsewhere, ...]
    diagnostics: tuple[Diagnostic, ...]
    serialized: SerializeResult

    @property
    def reports(self) -> tuple[ModuleReport, ...]:
        """The modules one by one."""
        return self.serialized.reports

    @property
    def engine(self) -> EngineInfo | None:
        """What they were loaded with."""
        return self.serialized.engine

    @property
    def failed(self) -> bool:
        """Whether some module, task or Pod is not as it must be."""
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)


def podspec(
    request: SerializeRequest, run: RunOptions, files: ClusterFiles, progress: Progress | None = None
) -> PodspecResult:
    """Load the modules and build the Pod of each task.

    Raises:
        UsageError: a path, a file of the cluster or an option of the run cannot be used.
        EngineError: the engine cannot start.
    """
    from flytex_cli.load.locations import task_locations
    from flytex_cli.pods.cluster import read_cluster
    from flytex_cli.pods.tasks import to_task_pods

    cluster = read_cluster(files.config, files.pod_templates, files.gpu_key)
    serialized = serialize(request, progress)
    made = to_task_pods(serialized.records, run, cluster, task_locations(serialized.reports))
    diagnostics = (*cluster.diagnostics, *serialized.diagnostics, *made.diagnostics)
    return PodspecResult(made.pods, made.elsewhere, diagnostics, serialized)


def podspec_of_resources(
    resources: BareResources, container_name: str, files: ClusterFiles
) -> tuple[BuiltPod, tuple[Diagnostic, ...]]:
    """Build the PodSpec of one container with some resources, without any task.

    Raises:
        UsageError: the resources or a file of the cluster cannot be used.
    """
    from flytex_cli.pods.bare_pod import to_bare_pod
    from flytex_cli.pods.cluster import read_cluster
    from flytex_cli.pods.diagnostics import to_diagnostic

    cluster = read_cluster(files.config, files.pod_templates, files.gpu_key)
    built = to_bare_pod(resources, container_name, files.gpu_key, cluster.config)
    return built, (*cluster.diagnostics, *(to_diagnostic(finding, None) for finding in built.findings))
