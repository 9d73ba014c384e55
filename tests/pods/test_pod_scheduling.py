"""The cluster's defaults meet the task's Pod (UpdatePod), in the backend's order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from flytex_cli.pods.cluster_config import ClusterConfig

from tests.pods.podkit import RUN, build, container_spec, pod_spec_task, terms_of  # isort: skip

SPOT = {"key": "x/flyte", "value": "interruptible", "operator": "Equal", "effect": "NoSchedule"}
GPU = {"key": "flyte/gpu", "value": "dedicated", "operator": "Equal", "effect": "NoSchedule"}
DISK = {"key": "ephemeral-storage", "value": "dedicated", "operator": "Equal", "effect": "NoSchedule"}
IN_SPOT = {"key": "x/interruptible", "operator": "In", "values": ["true"]}
OUT_OF_SPOT = {"key": "x/interruptible", "operator": "DoesNotExist"}
CONFIG = ClusterConfig(
    scheduler_name="flyte-scheduler",
    interruptible_tolerations=(SPOT,),
    interruptible_node_selector={"x/interruptible": "true"},
    interruptible_node_selector_requirement=IN_SPOT,
    non_interruptible_node_selector_requirement=OUT_OF_SPOT,
    default_node_selector={"user": "default"},
)
ON_SPOT = replace(RUN, interruptible=True)


def pod_task(**fields: Any) -> Any:
    """Return a task with a Pod of one container."""
    return pod_spec_task({"containers": [{"name": "primary", "image": "i"}], **fields})


def test_update_pod() -> None:
    """Upstream `updatePod`."""
    own = {"key": "my toleration key", "value": "my toleration value"}
    task = pod_task(tolerations=[own], nodeSelector={"user": "also configured"})
    task.task_template.security_context.run_as.k8s_service_account = "service-account"
    spec = build(task, CONFIG, ON_SPOT).spec
    assert spec["restartPolicy"] == "Never"
    assert spec["tolerations"] == [SPOT, own]
    assert spec["serviceAccountName"] == "service-account"
    assert spec["schedulerName"] == "flyte-scheduler"
    assert spec["nodeSelector"] == {"user": "also configured", "x/interruptible": "true"}
    assert terms_of(spec) == [{"matchExpressions": [IN_SPOT]}]


@pytest.mark.parametrize(("options", "expected"), [(ON_SPOT, IN_SPOT), (RUN, OUT_OF_SPOT)])
def test_apply_interruptible_node_affinity(options: Any, expected: Any) -> None:
    """Upstream `TestApplyInterruptibleNodeAffinity`: its own term, or appended to the existing one."""
    assert terms_of(build(pod_task(), CONFIG, options).spec) == [{"matchExpressions": [expected]}]
    own = {"key": "node selector requirement", "operator": "In", "values": ["exists"]}
    required = {"nodeSelectorTerms": [{"matchExpressions": [own]}]}
    affinity = {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": required}}
    spec = build(pod_task(affinity=affinity), CONFIG, options).spec
    assert terms_of(spec) == [{"matchExpressions": [own, expected]}]


def test_the_tasks_own_interruptible_flag_has_no_effect() -> None:
    """Only the run's flag counts to the backend."""
    spec = build(container_spec(metadata={"interruptible": True}), CONFIG).spec
    assert terms_of(spec) == [{"matchExpressions": [OUT_OF_SPOT]}]


def test_update_pod_with_default_affinity_and_interruptible_node_selector_requirement() -> None:
    """Upstream test of that name: one term, and the configuration does not grow from Pod to Pod."""
    default = {"key": "default-node-affinity", "operator": "In", "values": ["exists"]}
    required = {"nodeSelectorTerms": [{"matchExpressions": [default]}]}
    config = ClusterConfig(
        default_affinity={"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": required}},
        interruptible_node_selector_requirement=IN_SPOT,
    )
    for _ in range(3):
        assert terms_of(build(pod_task(), config, ON_SPOT).spec) == [{"matchExpressions": [default, IN_SPOT]}]


@pytest.mark.parametrize(
    ("name", "requests", "limits", "defaults", "expected"),
    [
        ("tolerations-limits", {}, {"EPHEMERAL_STORAGE": "100M"}, (), [DISK]),
        ("tolerations-req", {"EPHEMERAL_STORAGE": "100M"}, {}, (), [DISK]),
        ("tolerations-both", {"EPHEMERAL_STORAGE": "100M"}, {"EPHEMERAL_STORAGE": "100M"}, (), [DISK]),
        ("two resources", {"EPHEMERAL_STORAGE": "100M"}, {"GPU": "1"}, (), [DISK, GPU]),
        ("default-tolerations", {}, {}, (SPOT,), [SPOT]),
        ("both", {"GPU": "1"}, {}, (SPOT,), [GPU, SPOT]),
    ],
)
def test_get_tolerations_for_resources(
    name: str, requests: Any, limits: Any, defaults: Any, expected: list[Any]
) -> None:
    """Upstream `TestGetTolerationsForResources` and `TestToK8sPod` 'WithGPU': the resources by name, then the rest."""
    del name
    tolerations = {"ephemeral-storage": (DISK,), "nvidia.com/gpu": (GPU,)}
    config = ClusterConfig(resource_tolerations=tolerations, default_tolerations=defaults)
    assert build(container_spec(requests=requests, limits=limits), config).spec["tolerations"] == expected


def test_get_tolerations_for_resources_without_any() -> None:
    """Upstream 'no-tolerations-*' and 'NoGPU'."""
    config = ClusterConfig(resource_tolerations={"nvidia.com/gpu": (GPU,)})
    assert "tolerations" not in build(container_spec(requests={"CPU": "1"}), config).spec


def test_to_k8s_pod_interruptible() -> None:
    """Upstream `toK8sPodInterruptible`."""
    config = replace(CONFIG, resource_tolerations={"nvidia.com/gpu": (GPU,)})
    spec = build(container_spec(limits={"GPU": "1"}), config, ON_SPOT).spec
    assert spec["tolerations"] == [GPU, SPOT]
    assert spec["nodeSelector"] == {"user": "default", "x/interruptible": "true"}


def test_to_k8s_pod_defaults() -> None:
    """Upstream 'Default toleration, selector, scheduler', 'default-pod-sec-ctx', 'default-pod-dns-config'."""
    dns = {"nameservers": ["8.8.8.8"], "options": [{"name": "ndots", "value": "1"}], "searches": ["ns1.svc"]}
    config = ClusterConfig(
        default_node_selector={"nodeId": "123"},
        scheduler_name="myScheduler",
        default_pod_security_context={"runAsGroup": 3000},
        default_pod_dns_config=dns,
        default_security_context={"allowPrivilegeEscalation": False},
    )
    spec = build(container_spec(), config).spec
    assert spec["nodeSelector"] == {"nodeId": "123"}
    assert spec["schedulerName"] == "myScheduler"
    assert spec["securityContext"] == {"runAsGroup": 3000}
    assert spec["dnsConfig"] == dns
    assert spec["containers"][0]["securityContext"] == {"allowPrivilegeEscalation": False}
    assert spec["enableServiceLinks"] is False


def test_the_tasks_own_settings_win_over_defaults() -> None:
    """What the Pod has stays, even an empty security context; side-cars get no default security context."""
    config = ClusterConfig(
        default_pod_security_context={"runAsGroup": 3000}, default_security_context={"privileged": False}
    )
    containers = [{"name": "primary", "image": "i", "securityContext": {}}, {"name": "side", "image": "i"}]
    task = pod_spec_task({"containers": containers, "securityContext": {}, "restartPolicy": "OnFailure"})
    spec = build(task, config).spec
    assert spec["securityContext"] == {}
    assert spec["restartPolicy"] == "OnFailure"
    assert spec["containers"][0]["securityContext"] == {}
    assert "securityContext" not in spec["containers"][1]


@pytest.mark.parametrize(
    ("setting", "own", "expected"), [(True, False, True), (False, True, False), (None, True, True)]
)
def test_host_network(setting: bool | None, own: bool, expected: bool) -> None:
    """Upstream 'enableHostNetwork', 'explicitDisableHostNetwork', 'skipSettingHostNetwork': set, it overrides."""
    config = ClusterConfig(enable_host_networking_pod=setting)
    assert build(pod_task(hostNetwork=own), config).spec["hostNetwork"] is expected


@pytest.mark.parametrize(
    ("name", "own", "run_as", "default", "expected"),
    [
        ("BuildResource", None, "", "service-account", "service-account"),
        ("BuildResource_PodTemplate", "test-service-account", "sc", "service-account", "test-service-account"),
        ("BuildResource_SecurityContext", None, "sc", "", "sc"),
        ("run_as wins", None, "sc", "service-account", "sc"),
        ("none", None, "", "", None),
    ],
)
def test_container_task_executor_build_resource(
    name: str, own: str | None, run_as: str, default: str, expected: str | None
) -> None:
    """Upstream `TestContainerTaskExecutor_BuildResource` and `TestResolveServiceAccount`."""
    del name
    task = pod_task(serviceAccountName=own) if own else pod_task()
    task.task_template.security_context.run_as.k8s_service_account = run_as
    spec = build(task, ClusterConfig(default_service_account=default)).spec
    assert spec.get("serviceAccountName") == expected


def test_configuration_objects_are_not_shared_between_pods() -> None:
    """Each Pod has copies, so printing many of them needs no YAML anchors."""
    config = ClusterConfig(default_tolerations=(SPOT,), resource_tolerations={"cpu": (SPOT,)})
    first, second = build(container_spec(), config).spec, build(container_spec(), config).spec
    items = [*first["tolerations"], *second["tolerations"], SPOT]
    assert len({id(item) for item in items}) == 5
