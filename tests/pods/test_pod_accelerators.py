"""Accelerators bring node affinity, tolerations and the slices label."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from flytex_cli.pods.accelerators import apply_accelerator, node_label_value, partition_slices, requires_accelerator
from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.pods.config_reader import read_cluster_config
from flytex_cli.pods.devices import DEVICE_CLASSES, DEVICES, DeviceClass
from flytex_cli.pods.draft import PodDraft
from flytex_cli.pods.run import Execution

from tests.pods.podkit import RUN, build, codes, container_spec, terms_of  # isort: skip

CONFIG = ClusterConfig(
    gpu_device_node_label="gpu-device",
    gpu_partition_size_node_label="gpu-partition-size",
    accelerator_devices={"H100": "nvidia-h100"},
)
A100 = "nvidia-tesla-a100"
TOLERATION = {"key": "x/flyte", "operator": "Equal", "value": "gpu", "effect": "NoSchedule"}


def gpu_task(amount: str = "1", **accelerator: Any) -> Any:
    """Return a task with an accelerator."""
    return container_spec(requests={"GPU": amount}, extendedResources={"gpuAccelerator": accelerator})


def expression(key: str, value: str | None) -> dict[str, Any]:
    """Return a requirement: the value, or none at all."""
    if value is None:
        return {"key": key, "operator": "DoesNotExist"}
    return {"key": key, "operator": "In", "values": [value]}


def toleration(key: str, value: str) -> dict[str, Any]:
    """Return the toleration that goes with a requirement."""
    return {"key": key, "operator": "Equal", "value": value, "effect": "NoSchedule"}


@pytest.mark.parametrize(
    ("case", "accelerator", "expected"),
    [
        ("with gpu device spec only", {"device": A100}, [("gpu-device", A100)]),
        (
            "with gpu device and partition size spec",
            {"device": A100, "partitionSize": "1g.5gb"},
            [("gpu-device", A100), ("gpu-partition-size", "1g.5gb")],
        ),
        (
            "with unpartitioned gpu device spec",
            {"device": A100, "unpartitioned": True},
            [("gpu-device", A100), ("gpu-partition-size", None)],
        ),
        ("unpartitioned false", {"device": A100, "unpartitioned": False}, [("gpu-device", A100)]),
        ("friendly device name", {"device": "H100"}, [("gpu-device", "nvidia-h100")]),
        ("friendly device name - case insensitive", {"device": "h100"}, [("gpu-device", "nvidia-h100")]),
        ("unmapped device as-is", {"device": "custom-gpu-device"}, [("gpu-device", "custom-gpu-device")]),
    ],
)
def test_apply_gpu_node_selectors(case: str, accelerator: Any, expected: list[tuple[str, str | None]]) -> None:
    """Upstream `TestApplyGPUNodeSelectors`: one requirement each, and a toleration where there is a value."""
    del case
    spec = build(gpu_task(**accelerator), CONFIG).spec
    assert terms_of(spec) == [{"matchExpressions": [expression(*pair) for pair in expected]}]
    assert spec["tolerations"] == [toleration(key, value) for key, value in expected if value is not None]


def test_apply_gpu_node_selectors_without_gpu_resource() -> None:
    """Upstream 'without gpu resource': a Pod without a GPU limit is left alone; flytex says so."""
    built = build(container_spec(extendedResources={"gpuAccelerator": {"device": A100}}), CONFIG)
    assert built.spec["affinity"] == {}
    assert "tolerations" not in built.spec
    assert "accelerator-without-limit" in codes(built)


def test_apply_gpu_node_selectors_unpartitioned_with_custom_node_selector_and_toleration() -> None:
    """Upstream 'with unpartitioned gpu device spec with custom node selector and toleration'."""
    config = replace(
        CONFIG,
        gpu_unpartitioned_node_selector_requirement=expression("gpu-unpartitioned", "true"),
        gpu_unpartitioned_toleration=TOLERATION,
    )
    spec = build(gpu_task(device=A100, unpartitioned=True), config).spec
    assert terms_of(spec)[0]["matchExpressions"][1] == expression("gpu-unpartitioned", "true")
    assert spec["tolerations"] == [toleration("gpu-device", A100), TOLERATION]


def test_apply_gpu_node_selectors_is_idempotent() -> None:
    """Upstream 'is idempotent': applied again, nothing is added."""
    task = gpu_task(device=A100, partitionSize="1g.5gb")
    draft = PodDraft(task.task_template, CONFIG, Execution.of(RUN, task.task_template.id, "flyte", "s3://b"))
    draft.spec = build(task, CONFIG).spec
    before = repr(draft.spec)
    apply_accelerator(draft)
    assert repr(draft.spec) == before


def test_device_class_google_tpu_with_partition_size() -> None:
    """Upstream `..._DeviceClassOverrides` 'TPU with partition size', under the built-in configuration."""
    spec = build(gpu_task("8", device="V5P", deviceClass="GOOGLE_TPU", partitionSize="2x2x2")).spec
    labels = ("cloud.google.com/gke-tpu-accelerator", "tpu-v5p-slice"), ("cloud.google.com/gke-tpu-topology", "2x2x2")
    assert terms_of(spec) == [{"matchExpressions": [expression(*pair) for pair in labels]}]
    assert spec["tolerations"] == [toleration(*pair) for pair in labels]
    assert spec["containers"][0]["resources"]["limits"]["google.com/tpu"] == "8"


def test_partial_device_class_config_merges_with_global_defaults() -> None:
    """Upstream 'Partial device class config merges with global defaults'."""
    config = replace(
        CONFIG,
        accelerator_device_classes={"NVIDIA_GPU": DeviceClass("nvidia.com/gpu", "nvidia.com/gpu.present")},
    )
    spec = build(gpu_task(device=A100, partitionSize="1g.5gb"), config).spec
    pairs = [("nvidia.com/gpu.present", A100), ("gpu-partition-size", "1g.5gb")]
    assert terms_of(spec) == [{"matchExpressions": [expression(*pair) for pair in pairs]}]


def test_device_class_unpartitioned_with_custom_node_selector_and_toleration() -> None:
    """Upstream 'NVIDIA GPU unpartitioned with custom node selector and toleration': the class wins over the globals."""
    own = DeviceClass("nvidia.com/gpu", "", "", expression("class-key", "yes"), TOLERATION)
    config = replace(
        CONFIG,
        accelerator_device_classes={"NVIDIA_GPU": own},
        gpu_unpartitioned_node_selector_requirement=expression("global", "true"),
    )
    spec = build(gpu_task(device=A100, unpartitioned=True), config).spec
    assert terms_of(spec)[0]["matchExpressions"][1] == expression("class-key", "yes")
    assert spec["tolerations"][1] == TOLERATION


@pytest.mark.parametrize(
    ("size", "slices"), [("1g.5gb", "1"), ("3g.20gb", "3"), ("2x2x2", None), ("1g.5gb+me", None), ("invalid", None)]
)
def test_partition_slices_label(size: str, slices: str | None) -> None:
    """Upstream 'partition slices label ...': set on the metadata for MIG partitions only."""
    task = gpu_task(device=A100, partitionSize=size)
    assert partition_slices(task.task_template.extended_resources.gpu_accelerator) == slices
    labels = build(task, CONFIG).pod["metadata"]["labels"]
    assert labels.get("platform.union.ai/gpu-partition-slices") == slices


@pytest.mark.parametrize(
    ("device", "expected"),
    [
        ("A100", A100),
        ("a100 80g", "nvidia-a100-80gb"),
        ("H100", "nvidia-h100"),
        ("L40s", "L40s"),
        ("V5E", "tpu-v5-lite-podslice"),
        ("Trn1", "aws-neuron-trn1"),
        ("MI300X", "amd-mi300x"),
        ("GAUDI1", "habana-gaudi-dl1"),
        ("T4", "nvidia-tesla-t4"),
        ("RTX PRO 6000", "nvidia-rtx-pro-6000"),
        ("unmapped", "unmapped"),
        ("", ""),
    ],
)
def test_get_normalized_accelerator_device(device: str, expected: str) -> None:
    """Upstream `TestGetNormalizedAcceleratorDevice`; `L40s` is never found, since the lookup is in upper case."""
    assert node_label_value(device, ClusterConfig()) == expected


def test_the_built_in_tables() -> None:
    """As many devices and classes as the backend has, one spelled with a small letter."""
    assert len(DEVICES) == 40
    assert [name for name in DEVICES if name != name.upper()] == ["L40s"]
    assert len(DEVICE_CLASSES) == 5


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"nvidia.com/gpu": "1"}, True),
        ({"google.com/tpu": "1"}, True),
        ({"habana.ai/gaudi": "1"}, True),
        ({"cpu": "1", "memory": "1"}, False),
        ({}, False),
    ],
)
def test_pod_requires_accelerator(limits: dict[str, str], expected: bool) -> None:
    """Upstream `TestPodRequiresAccelerator`: any container's limits count, init containers' do not."""
    container = {"name": "a", "resources": {"limits": limits}}
    assert requires_accelerator({"containers": [{"name": "b"}, container]}, ClusterConfig()) is expected
    assert requires_accelerator({"initContainers": [container]}, ClusterConfig()) is False


@pytest.mark.parametrize(("device", "is_error"), [("T4 shared", True), ("GB10", False), ("A2", False)])
def test_unknown_devices_are_told(device: str, is_error: bool) -> None:
    """A device in no table is passed raw, with a warning; a blank in it is refused by the API server."""
    built = build(gpu_task(device=device))
    assert "unknown-accelerator" in codes(built)
    assert bool(built.errors) is is_error


@pytest.mark.parametrize("device", ["nvidia-tesla-a100", "A100", "nvidia-tesla-h100"])
def test_known_devices_are_not_told(device: str) -> None:
    """A name of the table, or a label value of it; the SDK's name for the H100 is in no table of the backend."""
    assert ("unknown-accelerator" in codes(build(gpu_task(device=device)))) is (device == "nvidia-tesla-h100")


def test_the_cluster_is_spoken_of_only_where_its_configuration_is_given() -> None:
    """Without it, what does not know the device is Flyte's own default."""
    task = container_spec(limits={"GPU": "1"}, extendedResources={"gpuAccelerator": {"device": "B300"}})
    default = build(task).findings[0]
    assert default.message.startswith("Flyte by default does not know the device 'B300'")
    assert default.hint == "give the cluster's configuration with --cluster-config, or check the nodes' labels"
    given = build(task, read_cluster_config("plugins: {k8s: {default-cpus: 2}}").config).findings[0]
    assert given.message.startswith("the cluster does not know the device 'B300'")
    assert given.hint == "add it to plugins.k8s.accelerator-devices, or check the nodes' labels"
    key = "plugins.k8s.accelerator-device-classes.99"
    task = container_spec(limits={"GPU": "1"}, extendedResources={"gpuAccelerator": {"deviceClass": 99}})
    assert build(task).findings[0].hint == f"set {key} in a configuration for --cluster-config"
    given = build(task, read_cluster_config("plugins: {k8s: {default-cpus: 2}}").config).findings[0]
    assert given.hint == f"set {key}"
