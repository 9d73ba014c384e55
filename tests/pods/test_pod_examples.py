"""The two worked examples of the backend's behaviour, whole."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from flytex_cli.pods.build import to_pod
from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.pods.routing import Handler, NotAPod

from tests.pods.podkit import RUN, build, codes, container_spec, pod_spec_task, primary_of  # isort: skip

FLYTE_ENV = """
- {name: FLYTE_INTERNAL_EXECUTION_ID, value: rabc}
- {name: FLYTE_INTERNAL_EXECUTION_PROJECT, value: p}
- {name: FLYTE_INTERNAL_EXECUTION_DOMAIN, value: d}
- {name: _F_PN, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
- {name: FLYTE_ATTEMPT_NUMBER, value: "0"}
- {name: FLYTE_INTERNAL_TASK_PROJECT, value: p}
- {name: FLYTE_INTERNAL_TASK_DOMAIN, value: d}
- {name: FLYTE_INTERNAL_TASK_NAME, value: e.t}
- {name: FLYTE_INTERNAL_TASK_VERSION, value: v1}
- {name: FLYTE_INTERNAL_PROJECT, value: p}
- {name: FLYTE_INTERNAL_DOMAIN, value: d}
- {name: FLYTE_INTERNAL_NAME, value: e.t}
- {name: FLYTE_INTERNAL_VERSION, value: v1}
- {name: ACTION_NAME, value: a0}
- {name: RUN_NAME, value: rabc}
- {name: _U_ORG_NAME, value: local}
- {name: _U_RUN_BASE, value: "s3://b/p/d/rabc/"}
"""

CONTAINER_POD = """
apiVersion: v1
kind: Pod
metadata:
  name: rabc-a0-0
  namespace: flyte
  labels: {action: a0, attempt: "1", domain: d, flyte.org/action: a0, flyte.org/action-type: task, flyte.org/domain: d,
    flyte.org/is-root: "true", flyte.org/managed: "true", flyte.org/project: p, flyte.org/run: rabc,
    inject-flyte-secrets: "true", organization: flyte, project: p, run: rabc, task-name: e.t}
  annotations:
    cluster-autoscaler.kubernetes.io/safe-to-evict: "false"
    flyte.secrets/s0: "nnsxsoraejhvarkoifev5qkqjfpuwrkzeifg122vnz1f53tfof1ws3tfnvsw34b1ebcu3vs6kzavectfnz2f54tboi4cai\\
      spkbcu3qkjl4avask6jncvsiqk"
    primary_container_name: rabc-a0-0
  ownerReferences: [{apiVersion: flyte.org/v1, kind: TaskAction, name: rabc-a0, uid: UID, controller: true}]
spec:
  restartPolicy: Never
  enableServiceLinks: false
  affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [
    {matchExpressions: [{key: k8s.amazonaws.com/accelerator, operator: In, values: [nvidia-tesla-a100]}]}]}}}
  tolerations: [{key: k8s.amazonaws.com/accelerator, operator: Equal, value: nvidia-tesla-a100, effect: NoSchedule}]
  volumes: [{name: flyte-shm, emptyDir: {medium: Memory, sizeLimit: "0"}}]
  containers:
  - name: rabc-a0-0
    image: python:3.12
    args: [a0, --inputs, s3://b/p/d/rabc/inputs/inputs.pb, --outputs-path, s3://b/ac/p/d/rabc/a0/1, --version, v1,
      --raw-data-path, s3://b/ac/p/d/rabc/a0/1, --checkpoint-path, s3://b/ac/p/d/rabc/a0/1/_flytecheckpoints,
      --prev-checkpoint, '""', --run-name, '{{.runName}}', --name, '{{.actionName}}',
      --run-start-time, '{{.runStartTime}}',
      --resolver, flyte._internal.resolvers.default.DefaultTaskResolver, mod, ex, instance, t]
    env: ENV
    resources:
      requests: {cpu: "1", memory: 1Gi, ephemeral-storage: 10Gi, nvidia.com/gpu: "1"}
      limits:   {cpu: "2", memory: 1Gi, ephemeral-storage: 10Gi, nvidia.com/gpu: "1"}
    terminationMessagePolicy: FallbackToLogsOnError
    volumeMounts: [{name: flyte-shm, mountPath: /dev/shm}]
"""

ARGS = [
    "a0",
    "--inputs",
    "{{.input}}",
    "--outputs-path",
    "{{.outputPrefix}}",
    "--version",
    "v1",
    "--raw-data-path",
    "{{.rawOutputDataPrefix}}",
    "--checkpoint-path",
    "{{.checkpointOutputPrefix}}",
    "--prev-checkpoint",
    "{{.prevCheckpointPrefix}}",
    "--run-name",
    "{{.runName}}",
    "--name",
    "{{.actionName}}",
    "--run-start-time",
    "{{.runStartTime}}",
    "--resolver",
    "flyte._internal.resolvers.default.DefaultTaskResolver",
    "mod",
    "ex",
    "instance",
    "t",
]


def test_container_task() -> None:
    """A python task with cpu=(1,2), memory="1024Mi", gpu="A100:1", shm="auto", disk="10Gi", a variable and a secret."""
    task = container_spec(
        requests={"CPU": "1", "MEMORY": "1024Mi", "GPU": "1", "EPHEMERAL_STORAGE": "10Gi"},
        limits={"CPU": "2"},
        args=ARGS,
        env={"A": "1"},
        securityContext={
            "secrets": [{"key": "OPENAI_API_KEY", "envVar": "OPENAI_API_KEY", "mountRequirement": "ENV_VAR"}]
        },
        extendedResources={
            "gpuAccelerator": {"device": "nvidia-tesla-a100", "deviceClass": "NVIDIA_GPU"},
            "sharedMemory": {"mountName": "flyte-shm", "mountPath": "/dev/shm"},
        },
    )
    expected = yaml.safe_load(CONTAINER_POD)
    expected["spec"]["containers"][0]["env"] = [{"name": "A", "value": "1"}, *yaml.safe_load(FLYTE_ENV)]
    built = build(task)
    assert built.pod == expected
    assert built.findings == ()


K8S_POD = """
apiVersion: v1
kind: Pod
metadata:
  name: rabc-a0-0
  namespace: flyte
  labels: {action: a0, attempt: "1", domain: d, flyte.org/action: a0, flyte.org/action-type: task, flyte.org/domain: d,
    flyte.org/is-root: "true", flyte.org/managed: "true", flyte.org/project: p, flyte.org/run: rabc,
    l: v, organization: flyte, project: p, run: rabc, task-name: e.t}
  annotations: {a: b, cluster-autoscaler.kubernetes.io/safe-to-evict: "false"}
  ownerReferences: [{apiVersion: flyte.org/v1, kind: TaskAction, name: rabc-a0, uid: UID, controller: true}]
spec:
  restartPolicy: Never
  enableServiceLinks: false
  terminationGracePeriodSeconds: 30
  affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [
    {matchExpressions: [{key: k8s.amazonaws.com/accelerator, operator: In, values: [nvidia-tesla-t4]}]}]}}}
  tolerations: [{key: k8s.amazonaws.com/accelerator, operator: Equal, value: nvidia-tesla-t4, effect: NoSchedule}]
  containers:
  - name: primary
    image: python:3.12
    args: [a0, '{{.runStartTime}}']
    resources:
      requests: {cpu: "1", memory: 1Gi, nvidia.com/gpu: "1"}
      limits: {cpu: "1", memory: 1Gi, nvidia.com/gpu: "1"}
  - name: side
    image: busybox
    resources:
      requests: {cpu: 500m, memory: "0"}
      limits: {cpu: "0", memory: "0"}
"""


def test_k8s_pod_task() -> None:
    """The same for a Pod template with a side-car: the API server refuses its zero limit, and flytex says so."""
    pod_spec = {
        "containers": [
            {
                "name": "primary",
                "image": "python:3.12",
                "command": [],
                "args": ["a0", "{{.runStartTime}}"],
                "env": [{"name": "A", "value": "1"}, {"name": "T", "value": "1"}],
                "resources": {"requests": {"cpu": "1", "gpu": "1"}, "limits": {}},
            },
            {"name": "side", "image": "busybox", "resources": {"requests": {"cpu": "500m"}}},
        ],
        "terminationGracePeriodSeconds": 30.0,
    }
    task = pod_spec_task(
        pod_spec,
        pod_metadata={"labels": {"l": "v"}, "annotations": {"a": "b"}},
        extendedResources={"gpuAccelerator": {"device": "nvidia-tesla-t4"}},
    )
    expected = yaml.safe_load(K8S_POD)
    own = [{"name": "A", "value": "1"}, {"name": "T", "value": "1"}]
    expected["spec"]["containers"][0]["env"] = [*own, *yaml.safe_load(FLYTE_ENV)]
    expected["spec"]["containers"][1]["env"] = yaml.safe_load(FLYTE_ENV)
    built = build(task)
    assert built.pod == expected
    assert codes(built) == ["zero-limit", "request-over-limit"]


@pytest.mark.parametrize(
    ("task_type", "handler", "kind"),
    [
        ("spark", Handler.CUSTOM_RESOURCE, "SparkApplication"),
        ("ray", Handler.CUSTOM_RESOURCE, "RayJob"),
        ("dask", Handler.CUSTOM_RESOURCE, "DaskJob"),
        ("pytorch", Handler.CUSTOM_RESOURCE, "PyTorchJob"),
        ("tensorflow", Handler.CUSTOM_RESOURCE, "TFJob"),
        ("mpi", Handler.CUSTOM_RESOURCE, "MPIJob"),
        ("clustered-task", Handler.JOB_SET, "JobSet"),
        ("task_type_3", Handler.CONNECTOR, None),
        ("core-sleep", Handler.IN_PROCESS, None),
    ],
)
def test_task_types_that_are_no_pod(task_type: str, handler: Handler, kind: str | None) -> None:
    """Upstream's registry: the answer says what is created instead, and the sentence names the type."""
    result = to_pod(container_spec(task_type=task_type), RUN)
    assert isinstance(result, NotAPod)
    assert (result.handler, result.kind) == (handler, kind)
    assert repr(task_type) in result.message


@pytest.mark.parametrize(
    "task_type", ["python", "container", "raw-container", "actor", "echo", "snowflake", "anything"]
)
def test_task_types_that_are_pods(task_type: str) -> None:
    """The pod plugin's own types, and every type nobody registered."""
    build(container_spec(task_type=task_type))


@pytest.mark.parametrize(
    ("task_type", "plugin", "is_pod"),
    [("spark", "pod", True), ("mine", "ray", False), ("spark", "nonesuch", False), ("spark", "container", False)],
)
def test_default_for_task_types(task_type: str, plugin: str, is_pod: bool) -> None:
    """Upstream `DefaultForTaskTypes_*`: the operator may route a type to another plugin that is in use."""
    config = ClusterConfig(default_for_task_types={task_type: plugin})
    assert isinstance(to_pod(container_spec(task_type=task_type), RUN, config), NotAPod) is not is_pod


def test_connector_task_types_of_the_operator() -> None:
    """`supportedTaskTypes` wins over the plugins of Kubernetes."""
    config = ClusterConfig(connector_task_types=("spark",))
    result = to_pod(container_spec(task_type="spark"), RUN, config)
    assert isinstance(result, NotAPod)
    assert result.handler is Handler.CONNECTOR


SHORT: dict[str, tuple[Any, str, dict[str, str], list[str]]] = {
    "TPU V5P 2x2x1": (
        {"device": "tpu-v5p-slice", "deviceClass": "GOOGLE_TPU", "partitionSize": "2x2x1"},
        "google.com/tpu",
        {},
        ["tpu-v5p-slice", "2x2x1"],
    ),
    "A100 1g.5gb": (
        {"device": "nvidia-tesla-a100", "partitionSize": "1g.5gb"},
        "nvidia.com/gpu",
        {"platform.union.ai/gpu-partition-slices": "1"},
        ["nvidia-tesla-a100", "1g.5gb"],
    ),
    "MI300X": ({"device": "MI300X", "deviceClass": "AMD_GPU"}, "amd.com/gpu", {}, ["amd-mi300x"]),
}


@pytest.mark.parametrize("name", SHORT)
def test_short_accelerator_examples(name: str) -> None:
    """The short worked examples: one expression and one toleration for each value."""
    accelerator, key, labels, values = SHORT[name]
    built = build(container_spec(requests={"GPU": "1"}, extendedResources={"gpuAccelerator": accelerator}))
    assert built.spec["containers"][0]["resources"]["limits"][key] == "1"
    assert labels.items() <= built.pod["metadata"]["labels"].items()
    assert [toleration["value"] for toleration in built.spec["tolerations"]] == values
    assert built.errors == ()


def test_field_names_of_a_pod_spec_match_in_any_letter_case() -> None:
    """As Go's `encoding/json` has it; a null in a mapping or list is the empty value."""
    task = pod_spec_task(
        {
            "Containers": [{"IMAGE": "i:1", "Name": "primary", "imagepullpolicy": "Always", "args": ["a", None]}],
            "nodeselector": {"A": "b", "c": None},
        }
    )
    built = build(task)
    assert codes(built) == []
    assert built.spec["nodeSelector"] == {"A": "b", "c": ""}
    primary = primary_of(built)
    assert (primary["image"], primary["imagePullPolicy"], primary["args"]) == ("i:1", "Always", ["a", ""])
