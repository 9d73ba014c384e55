"""Short ways to write TaskSpecs and to get at parts of the Pods made of them."""

from __future__ import annotations

from typing import Any

from flyteidl2.core import interface_pb2, tasks_pb2, types_pb2
from flyteidl2.task import task_definition_pb2
from google.protobuf import json_format

from flytex_cli.pods.build import BuiltPod, to_pod
from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.pods.run import RunOptions
from flytex_cli.pods.templates import PodTemplateStore
from flytex_cli.pods.validation import validate_pod

RUN = RunOptions(run_name="rabc", storage_prefix="s3://b", owner_uid="UID")
Amounts = dict[str, str]


def entries(amounts: Amounts) -> list[tasks_pb2.Resources.ResourceEntry]:
    """Return resource entries from {"CPU": "1"}."""
    return [tasks_pb2.Resources.ResourceEntry(name=name, value=value) for name, value in amounts.items()]


def container_spec(
    *,
    requests: Amounts | None = None,
    limits: Amounts | None = None,
    args: list[str] | None = None,
    env: dict[str, str] | None = None,
    task_type: str = "python",
    **template: Any,
) -> task_definition_pb2.TaskSpec:
    """Return a task with a container target; `template` fills other fields of the TaskTemplate, in protobuf JSON."""
    spec = task_definition_pb2.TaskSpec()
    task = spec.task_template
    json_format.ParseDict({"id": {"project": "p", "domain": "d", "name": "e.t", "version": "v1"}, **template}, task)
    task.type = task_type
    task.container.image = "python:3.12"
    task.container.args.extend(args or [])
    for key, value in (env or {}).items():
        task.container.env.add(key=key, value=value)
    task.container.resources.requests.extend(entries(requests or {}))
    task.container.resources.limits.extend(entries(limits or {}))
    return spec


def pod_spec_task(pod_spec: dict[str, Any], primary: str = "primary", **template: Any) -> task_definition_pb2.TaskSpec:
    """Return a task with a k8s_pod target."""
    metadata = template.pop("pod_metadata", {})
    spec = task_definition_pb2.TaskSpec()
    task = spec.task_template
    json_format.ParseDict(
        {
            "id": {"project": "p", "domain": "d", "name": "e.t", "version": "v1"},
            "type": "python",
            "config": {"primary_container_name": primary},
            "k8sPod": {"podSpec": pod_spec, "metadata": metadata},
            **template,
        },
        task,
    )
    return spec


def interface(inputs: list[str], outputs: list[str]) -> interface_pb2.TypedInterface:
    """Return an interface of whole-number variables."""
    built = interface_pb2.TypedInterface()
    for side, names in ((built.inputs, inputs), (built.outputs, outputs)):
        side.SetInParent()
        for name in names:
            side.variables.add(key=name).value.type.simple = types_pb2.SimpleType.INTEGER
    return built


def build(
    spec: task_definition_pb2.TaskSpec,
    config: ClusterConfig | None = None,
    options: RunOptions = RUN,
    templates: PodTemplateStore | None = None,
) -> BuiltPod:
    """Build a Pod, which the task must have."""
    built = to_pod(spec, options, config or ClusterConfig(), templates or PodTemplateStore())
    assert isinstance(built, BuiltPod)
    return built


def primary_of(built: BuiltPod) -> dict[str, Any]:
    """Return the primary container."""
    return next(item for item in built.spec["containers"] if item["name"] == built.primary_name)


def resources_of(built: BuiltPod) -> tuple[Amounts, Amounts]:
    """Return requests and limits of the primary container."""
    resources = primary_of(built)["resources"]
    return resources["requests"], resources["limits"]


def terms_of(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the required node selector terms."""
    affinity = spec["affinity"]["nodeAffinity"]
    terms: list[dict[str, Any]] = affinity["requiredDuringSchedulingIgnoredDuringExecution"]["nodeSelectorTerms"]
    return terms


def refusals(spec: dict[str, Any], metadata: dict[str, Any] | None = None) -> list[tuple[str, str]]:
    """Return code and field of each thing that the API server would say of a Pod of one container, changed by `spec`."""
    whole = {"containers": [{"name": "a", "image": "i"}], **spec}
    findings = validate_pod({"metadata": {"name": "p", **(metadata or {})}, "spec": whole})
    return [(finding.code.value, finding.field) for finding in findings]


def codes(built: BuiltPod) -> list[str]:
    """Return the codes of all findings."""
    return [finding.code.value for finding in built.findings]
