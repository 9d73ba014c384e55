"""The inline pod template of a task or an app, in Kubernetes' own form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from flytex_cli.project import App, Workload

KubernetesObject = Mapping[str, Any]
APP_CONTAINER = "app"
"""What the SDK wants the container of an app to be named."""


def pod_spec(workload: Workload) -> KubernetesObject | None:
    """Return the template's pod spec as declared; None where there is no inline template."""
    template = workload.declared.pod_template
    return None if template is None else cast(KubernetesObject, template["pod_spec"] or {})


def primary_name(workload: Workload) -> str:
    """Return the name of the container that runs the task, or serves the app."""
    if isinstance(workload, App):
        return APP_CONTAINER
    template = workload.declared.pod_template or {}
    return str(template.get("primary_container_name") or "primary")


def primary_container(workload: Workload) -> KubernetesObject | None:
    """Return the template's container of that name; None where it has none, or there is no template."""
    spec = pod_spec(workload) or {}
    return next((each for each in spec.get("containers") or () if each.get("name") == primary_name(workload)), None)
