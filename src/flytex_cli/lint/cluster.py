"""What is known of the cluster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from flytex_cli.project import Project, Task, Workload

if TYPE_CHECKING:
    from flytex_cli.cluster.profile import Profile, ProfileFiles


@dataclass(frozen=True)
class ClusterFacts:
    """What the settings of lint say exists, for rules that cannot know it otherwise; empty: not said.

    Attributes:
        accelerators: values of the nodes' device label, beside those of the backend's default table.
        base_images: requirements that base images bring, by a glob over their references.
        profile: the cluster's own files.
    """

    queues: tuple[str, ...] = ()
    pod_templates: tuple[str, ...] = ()
    service_accounts: tuple[str, ...] = ()
    accelerators: tuple[str, ...] = ()
    base_images: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    priority_classes: tuple[str, ...] = ()
    runtime_classes: tuple[str, ...] = ()
    profile: Profile | None = None


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


KINDS = {
    "pod_templates": "PodTemplate",
    "priority_classes": "PriorityClass",
    "runtime_classes": "RuntimeClass",
    "service_accounts": "ServiceAccount",
}
"""The facts that objects of the cluster tell too."""


def with_profile(facts: ClusterFacts, files: ProfileFiles) -> ClusterFacts:
    """Add what a profile of the cluster says.

    Raises:
        UsageError: a file of the profile cannot be used.
    """
    from flytex_cli.cluster.profile import read_profile

    profile = read_profile(files)
    listed = {key.replace("-", "_"): names for key, names in files.names.items()}
    known: dict[str, Any] = {
        name: tuple(dict.fromkeys((*getattr(facts, name), *listed.get(name, ()), *_objects(profile, name))))
        for name in ("queues", "accelerators", *KINDS)
    }
    return replace(facts, **known, profile=profile)


def _objects(profile: Profile, name: str) -> tuple[str, ...]:
    return profile.names(KINDS[name]) if name in KINDS else ()
