"""What is known of the cluster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flytex_cli.project import Project, Task, Workload


@dataclass(frozen=True)
class ClusterFacts:
    """What the settings of lint say exists, for rules that cannot know it otherwise; empty: not said.

    Attributes:
        accelerators: values of the nodes' device label, beside those of the backend's default table.
        base_images: requirements that base images bring, by a glob over their references.
    """

    queues: tuple[str, ...] = ()
    pod_templates: tuple[str, ...] = ()
    service_accounts: tuple[str, ...] = ()
    accelerators: tuple[str, ...] = ()
    base_images: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class TaskOnCluster:
    """A task, and the cluster it is meant for."""

    task: Task
    cluster: ClusterFacts


@dataclass(frozen=True)
class WorkloadOnCluster:
    """A task or an app, and the cluster it is meant for."""

    workload: Workload
    cluster: ClusterFacts


@dataclass(frozen=True)
class ProjectOnCluster:
    """All that was loaded, and the cluster it is meant for."""

    project: Project
    cluster: ClusterFacts
