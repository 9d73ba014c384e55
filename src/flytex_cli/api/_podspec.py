"""`flytex podspec`: the Pods of tasks and the Services of apps, or the Pod of bare resources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flytex_cli.api._modules import Modules
from flytex_cli.api._serialize import FromModules, Progress, SerializeResult, serialize
from flytex_cli.records import Diagnostic, Severity

if TYPE_CHECKING:
    from flytex_cli.pods.bare import BareResources
    from flytex_cli.pods.build import BuiltPod
    from flytex_cli.pods.cluster import Cluster
    from flytex_cli.pods.run import RunOptions
    from flytex_cli.pods.tasks import Elsewhere, TaskPod
    from flytex_cli.services.apps import AppService


@dataclass(frozen=True)
class ClusterFiles:
    """What the user tells `flytex podspec` about the cluster.

    Attributes:
        config: the operator's Flyte YAML, or Helm values with it.
        pod_templates: PodTemplate manifests.
        gpu_key: the resource name of GPUs, over what the configuration says.
        release_name: how the Helm release is called.
        release_namespace: where it, and with it the backend, is installed.
    """

    config: Path | None = None
    pod_templates: Sequence[Path] = ()
    gpu_key: str | None = None
    release_name: str = "flyte-binary"
    release_namespace: str | None = None


@dataclass(frozen=True)
class PodspecResult(FromModules):
    """The Pods of the tasks that become one, and the Services of the apps.

    Attributes:
        elsewhere: the tasks for which the backend makes something else.
        diagnostics: errors and warnings about the cluster's files, the modules, the Pods and the Services.
    """

    pods: tuple[TaskPod, ...]
    elsewhere: tuple[Elsewhere, ...]
    diagnostics: tuple[Diagnostic, ...]
    serialized: SerializeResult
    services: tuple[AppService, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether some module, task, app, Pod or Service is not as it must be."""
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)


@dataclass(frozen=True)
class PodspecRequest:
    """What `flytex podspec` is asked for.

    Attributes:
        modules: how modules are loaded and which tasks are wanted.
        run: the run that the Pods are shown for; a run named `run` when None. Of it, apps take the namespace.
        cluster: what is known of the cluster; the backend's built-in defaults otherwise.
    """

    modules: Modules
    run: RunOptions | None = None
    cluster: ClusterFiles = ClusterFiles()


@dataclass(frozen=True)
class ResourcesRequest:
    """What `flytex podspec` without a path is asked for.

    Attributes:
        resources: what the container is to have (`BareResources.parse`).
        container_name: its name.
        cluster: what is known of the cluster; of it, the GPU key and the configuration count.
    """

    resources: BareResources
    container_name: str = "primary"
    cluster: ClusterFiles = ClusterFiles()


@dataclass(frozen=True)
class ResourcesResult:
    """A Pod of one container, and everything a person must hear of it."""

    pod: BuiltPod
    diagnostics: tuple[Diagnostic, ...]


def podspec(request: PodspecRequest, progress: Progress | None = None) -> PodspecResult:
    """Load the modules and build the Pod of each task and the Service of each app.

    Raises:
        UsageError: a path, a file of the cluster or an option of the run cannot be used.
        EngineError: the engine cannot start.
    """
    from flytex_cli.load.locations import locations
    from flytex_cli.pods.run import RunOptions
    from flytex_cli.pods.tasks import to_task_pods
    from flytex_cli.services.apps import to_app_services

    run = request.run or RunOptions()
    cluster = _read_cluster(request.cluster)
    serialized = serialize(replace(request.modules, load=replace(request.modules.load, apps=True)), progress)
    places = locations(serialized.reports)
    made = to_task_pods(serialized.records, run, cluster, places)
    apps = to_app_services(serialized.apps, cluster, places, run.namespace)
    diagnostics = (*cluster.diagnostics, *serialized.diagnostics, *made.diagnostics, *apps.diagnostics)
    return PodspecResult(made.pods, made.elsewhere, diagnostics, serialized, apps.services)


def podspec_of_resources(request: ResourcesRequest) -> ResourcesResult:
    """Build the PodSpec of one container with some resources, without any task.

    Raises:
        UsageError: the resources or a file of the cluster cannot be used.
    """
    from flytex_cli.pods.bare_pod import to_bare_pod
    from flytex_cli.pods.diagnostics import to_diagnostic

    files = request.cluster
    cluster = _read_cluster(files)
    pod = to_bare_pod(request.resources, request.container_name, files.gpu_key, cluster.config)
    return ResourcesResult(pod, (*cluster.diagnostics, *(to_diagnostic(each, None) for each in pod.findings)))


def _read_cluster(files: ClusterFiles) -> Cluster:
    from flytex_cli.pods.cluster import read_cluster
    from flytex_cli.pods.helm import Release

    release = Release(files.release_name, files.release_namespace)
    return read_cluster(files.config, files.pod_templates, files.gpu_key, release)
