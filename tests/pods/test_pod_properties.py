"""Whatever the task, its Pod is built or refused properly, is deterministic, and fits Kubernetes' own schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

import kubernetes_validate
import pytest
from flyteidl2.task import task_definition_pb2
from google.protobuf import json_format
from hypothesis import given, settings
from hypothesis import strategies as st

from flytex_cli.errors import FlytexError
from flytex_cli.pods.build import BuiltPod, to_pod
from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.pods.config_reader import read_cluster_config
from flytex_cli.pods.fields import fields_of
from flytex_cli.pods.render_mode import RenderMode
from flytex_cli.pods.run import RunOptions
from flytex_cli.pods.templates import PodTemplateStore
from tests.harness import validate_pod

VERSIONS = ("1.28", "1.31", "1.36")

NAMES = st.sampled_from(["primary", "side", "default", "init", "Bad Name", "", "x" * 70])
TEXTS = st.sampled_from(["", "a", "{{.input}}", "{{ $OutputPrefix }}", "{{.inputs.x}}", "é\n", "$HOME", "a b"])
QUANTITIES = st.sampled_from(["1", "0", "500m", "2Gi", "1024Mi", "1GiB", "", "-1", "1.5", "9e99", "0.1"])
RESOURCE_NAMES = st.sampled_from(["cpu", "memory", "gpu", "nvidia.com/gpu", "ephemeral-storage", "rdma/ib", "storage"])
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.just(1.5) | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)


def amounts(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[dict[str, str]]]:
    """Return resource entries in protobuf JSON."""
    return st.lists(st.fixed_dictionaries({"name": names, "value": QUANTITIES}), max_size=4)


ENTRY_NAMES = st.sampled_from(["CPU", "GPU", "MEMORY", "STORAGE", "EPHEMERAL_STORAGE", "UNKNOWN"])
CONTAINER_TARGETS = st.fixed_dictionaries(
    {
        "image": st.sampled_from(["", "python:3.12"]),
        "args": st.lists(TEXTS, max_size=3),
        "env": st.lists(st.fixed_dictionaries({"key": NAMES, "value": TEXTS}), max_size=3),
        "resources": st.fixed_dictionaries({"requests": amounts(ENTRY_NAMES), "limits": amounts(ENTRY_NAMES)}),
    },
    optional={"dataConfig": st.fixed_dictionaries({"enabled": st.booleans(), "inputPath": TEXTS})},
)
RESOURCES = st.dictionaries(
    st.sampled_from(["requests", "limits"]), st.dictionaries(RESOURCE_NAMES, QUANTITIES, max_size=3)
)
MOUNTS = st.lists(st.fixed_dictionaries({"name": NAMES, "mountPath": st.sampled_from(["/dev/shm", "/a"])}), max_size=2)
CONTAINERS = st.lists(
    st.fixed_dictionaries(
        {"name": NAMES, "image": st.just("i")},
        optional={
            "args": st.lists(TEXTS, max_size=2),
            "resources": RESOURCES,
            "volumeMounts": MOUNTS,
            "env": st.lists(st.fixed_dictionaries({"name": NAMES, "value": TEXTS}), max_size=2),
            "securityContext": st.sampled_from([{}, {"privileged": True}]),
            "livenessProbe": st.just({"httpGet": {"port": 80}}),
        },
    ),
    max_size=3,
)
POD_SPECS = st.fixed_dictionaries(
    {"containers": CONTAINERS},
    optional={
        "initContainers": CONTAINERS,
        "volumes": st.lists(st.fixed_dictionaries({"name": NAMES, "emptyDir": st.just({})}), max_size=2),
        "tolerations": st.lists(st.just({"key": "a", "operator": "Exists"}), max_size=1),
        "nodeSelector": st.dictionaries(NAMES, TEXTS, max_size=1),
        "affinity": st.sampled_from([{}, {"nodeAffinity": {}}]),
        "terminationGracePeriodSeconds": st.just(30),
        "hostNetwork": st.booleans(),
    },
)
VARIABLES = st.just({"variables": [{"key": "x", "value": {"type": {"simple": "INTEGER"}}}]})
EXTENDED = st.fixed_dictionaries(
    {},
    optional={
        "gpuAccelerator": st.fixed_dictionaries(
            {"device": st.sampled_from(["", "A100", "T4 shared", "nvidia-tesla-t4"])},
            optional={
                "deviceClass": st.sampled_from(["NVIDIA_GPU", "GOOGLE_TPU", "AMD_GPU"]),
                "partitionSize": st.sampled_from(["1g.5gb", "", "2x2"]),
            },
        ),
        "sharedMemory": st.fixed_dictionaries(
            {"mountName": NAMES, "mountPath": st.sampled_from(["", "/dev/shm"]), "sizeLimit": QUANTITIES}
        ),
    },
)


def templates(targets: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Return TaskTemplates in protobuf JSON."""
    common = st.fixed_dictionaries(
        {"type": st.sampled_from(["python", "raw-container", "sidecar", "echo", "ray"])},
        optional={
            "id": st.fixed_dictionaries({"project": TEXTS, "domain": st.just("d"), "name": NAMES, "version": TEXTS}),
            "config": st.just({"primary_container_name": "primary"}),
            "interface": st.fixed_dictionaries({}, optional={"inputs": VARIABLES, "outputs": VARIABLES}),
            "extendedResources": EXTENDED,
            "securityContext": st.fixed_dictionaries(
                {}, optional={"secrets": st.just([{"key": "k"}]), "runAs": st.just({"k8sServiceAccount": "sa"})}
            ),
            "metadata": st.just({"podTemplateName": "t"}),
            "taskTypeVersion": st.integers(0, 2),
        },
    )
    return st.builds(lambda fields, target: {**fields, **target}, common, targets)


TARGETS = st.one_of(
    st.fixed_dictionaries({"container": CONTAINER_TARGETS}),
    st.fixed_dictionaries({"k8sPod": st.fixed_dictionaries({"podSpec": POD_SPECS})}),
)
WILD_TARGETS = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"k8sPod": st.fixed_dictionaries({}, optional={"metadata": st.just({})})}),
    st.fixed_dictionaries(
        {
            "k8sPod": st.fixed_dictionaries(
                {"podSpec": st.dictionaries(st.sampled_from(sorted(fields_of("PodSpec"))), ANY_JSON, max_size=4)}
            )
        }
    ),
    st.fixed_dictionaries({"custom": st.dictionaries(st.sampled_from(["podSpec", "containers"]), ANY_JSON)}),
)
OPTIONS = st.builds(
    RunOptions,
    run_name=st.sampled_from(["rabc", "R_1", "r" * 80, ""]),
    attempt=st.integers(0, 3),
    interruptible=st.booleans(),
    render=st.sampled_from(RenderMode),
)
OPERATORS = """
plugins:
  k8s:
    default-env-vars: [{A: 1}]
    default-tolerations: [{key: flyte, operator: Exists}]
    interruptible-tolerations: {key: spot, operator: Exists}
    default-node-selector: {pool: flyte}
    interruptible-node-selector-requirement: {key: spot, operator: Exists}
    default-pod-security-context: {runAsUser: 1}
    default-pod-dns-config: {nameservers: [1.1.1.1]}
    resource-tolerations: {nvidia.com/gpu: {key: gpu, operator: Exists}}
    inject-finalizer: true
    co-pilot: {storage-config-secret-name: s}
"""
CONFIGS = st.sampled_from([ClusterConfig(), read_cluster_config(OPERATORS).config])
TEMPLATE = {
    "metadata": {"labels": {"l": "v"}},
    "spec": {
        "containers": [{"name": "default", "image": "", "env": [{"name": "T", "value": "1"}]}, {"name": "primary"}],
        "tolerations": [{"key": "t", "operator": "Exists"}],
        "volumes": [{"name": "tv", "emptyDir": {}}],
    },
}
STORES = st.sampled_from([PodTemplateStore(), PodTemplateStore({("flyte", "t"): TEMPLATE})])


def to_spec(template: Mapping[str, Any]) -> task_definition_pb2.TaskSpec:
    """Return a TaskSpec from protobuf JSON."""
    return json_format.ParseDict({"taskTemplate": dict(template)}, task_definition_pb2.TaskSpec())


@settings(max_examples=300, deadline=None)
@given(templates(st.one_of(TARGETS, WILD_TARGETS)), OPTIONS, CONFIGS, STORES)
def test_to_pod_raises_typed_errors_only_and_is_deterministic(
    template: dict[str, Any], options: RunOptions, config: ClusterConfig, store: PodTemplateStore
) -> None:
    """No task, however odd, makes it fail in any other way; built twice, Pod, findings and origins are the same."""

    def outcome() -> object:
        try:
            result = to_pod(to_spec(template), options, config, store)
        except FlytexError as problem:
            return (type(problem), problem.message)
        if isinstance(result, BuiltPod):
            return (json.dumps(result.pod), result.findings, result.explanation)
        return result

    assert outcome() == outcome()


@pytest.mark.parametrize("version", VERSIONS)
@settings(max_examples=40, deadline=None)
@given(template=templates(TARGETS), options=OPTIONS, config=CONFIGS, store=STORES)
def test_pods_fit_the_schema_of_kubernetes(
    version: str, template: dict[str, Any], options: RunOptions, config: ClusterConfig, store: PodTemplateStore
) -> None:
    """Strictly, for three versions: also a Pod with errors has known fields of the right types only."""
    try:
        result = to_pod(to_spec(template), options, config, store)
    except FlytexError:
        return
    if isinstance(result, BuiltPod):
        validate_pod(result.pod, version)


def schema_fields(version: str) -> dict[str, dict[str, str]]:
    """Derive `kubernetes_fields.json` from the schema of a Kubernetes version."""
    folder = resources.files(kubernetes_validate) / "kubernetes-json-schema" / f"v{version}.0-local"
    definitions = json.loads(folder.joinpath("_definitions.json").read_text(encoding="utf-8"))["$defs"]
    leaves = {"Quantity": "quantity", "IntOrString": "port", "Time": "string", "FieldsV1": "any"}
    scalars = {"integer": "int", "boolean": "bool", "number": "number", "string": "string"}
    waiting = ["io.k8s.api.core.v1.PodTemplateSpec"]
    types: dict[str, dict[str, str]] = {}

    def kind(schema: dict[str, Any]) -> str:
        if "$ref" in schema:
            reference = schema["$ref"].split("/")[-1]
            name: str = reference.split(".")[-1]
            if name not in leaves:
                waiting.append(reference)
            return leaves.get(name, name)
        declared = schema["type"] if isinstance(schema["type"], str) else schema["type"][0]
        if declared == "array":
            return f"[{kind(schema['items'])}]"
        if declared == "object":
            return f"{{{kind(schema['additionalProperties'])}}}"
        return scalars[declared]

    while waiting:
        reference = waiting.pop()
        name = reference.split(".")[-1]
        if name not in types:
            types[name] = {}
            properties = definitions[reference].get("properties", {})
            types[name] = {key: kind(properties[key]) for key in sorted(properties)}
    return types


def test_the_table_of_fields_is_that_of_kubernetes() -> None:
    """`kubernetes_fields.json` says what the schema of the API version that Flyte's backend is built with says."""
    table = json.loads(resources.files("flytex_cli.pods").joinpath("kubernetes_fields.json").read_text("utf-8"))
    assert table == schema_fields("1.36")
