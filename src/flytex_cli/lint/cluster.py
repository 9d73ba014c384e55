"""What is known of the cluster."""

from __future__ import annotations

from dataclasses import dataclass

from flytex_cli.project import Task


@dataclass(frozen=True)
class ClusterFacts:
    """What `[tool.flytex.lint.cluster]` says exists, for rules that cannot know it otherwise; empty: not said.

    Attributes:
        accelerators: values of the nodes' device label, beside those of the backend's default table.
    """

    queues: tuple[str, ...] = ()
    pod_templates: tuple[str, ...] = ()
    service_accounts: tuple[str, ...] = ()
    accelerators: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskOnCluster:
    """A task, and the cluster it is meant for."""

    task: Task
    cluster: ClusterFacts
