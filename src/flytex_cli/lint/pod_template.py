"""The inline pod template of a task, in Kubernetes' own form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from flytex_cli.project import Task

KubernetesObject = Mapping[str, Any]


def pod_spec(task: Task) -> KubernetesObject | None:
    """Return the template's pod spec as declared; None where the task has no inline template."""
    template = task.declared.pod_template
    return None if template is None else cast(KubernetesObject, template["pod_spec"] or {})


def primary_name(task: Task) -> str:
    """Return the name of the container that runs the task."""
    template = task.declared.pod_template or {}
    return str(template.get("primary_container_name") or "primary")


def primary_container(task: Task) -> KubernetesObject | None:
    """Return the template's container that runs the task; None where it has none, or there is no template."""
    spec = pod_spec(task) or {}
    return next((each for each in spec.get("containers") or () if each.get("name") == primary_name(task)), None)
