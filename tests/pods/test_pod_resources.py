"""Requests and limits come out as the backend resolves them."""

from __future__ import annotations

from typing import Any

import pytest
from flyteidl2.core import tasks_pb2

from flytex_cli.pods.cluster_config import ClusterConfig
from flytex_cli.pods.devices import DeviceClass
from flytex_cli.pods.quantity import parse_quantity
from flytex_cli.pods.resources import (
    Requirements,
    ResourceMode,
    assign_resource,
    ensure_range,
    rename_gpu,
    resolve,
    to_resource_list,
)

from tests.pods.podkit import build, codes, container_spec, entries, pod_spec_task, resources_of  # isort: skip

DEFAULTS = {"cpu": "1", "memory": "1Gi"}
NVIDIA, TPU = "nvidia.com/gpu", "google.com/tpu"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((1, 2, 10, 20), (1, 2)),
        ((0, 2, 10, 20), (2, 2)),
        ((2, 0, 10, 20), (2, 2)),
        ((0, 0, 10, 20), (10, 10)),
        ((10, 2, 10, 20), (2, 2)),
        ((1, 40, 10, 20), (1, 20)),
        ((40, 50, 10, 20), (20, 20)),
    ],
)
def test_assign_resource(given: tuple[int, ...], expected: tuple[int, int]) -> None:
    """Upstream `TestAssignResource`: (request, limit, default, ceiling) -> (request, limit)."""
    result = assign_resource(*(parse_quantity(str(value)) for value in given))
    assert (str(result.request), str(result.limit)) == tuple(map(str, expected))


@pytest.mark.parametrize(
    ("given", "expected"), [((4, 3), (3, 3)), ((6, 5), (5, 5)), ((4, 6), (4, 5)), ((1, 2), (1, 2)), ((2, 0), (2, 0))]
)
def test_validate_resource(given: tuple[int, int], expected: tuple[int, int]) -> None:
    """Upstream `TestValidateResource`: a ceiling of 5, and nothing is filled in."""
    request, limit, ceiling = (parse_quantity(str(value)) for value in (*given, 5))
    result = ensure_range(request, limit, ceiling)
    assert (str(result.request), str(result.limit)) == tuple(map(str, expected))


def test_to_k8s_resource_list() -> None:
    """Upstream `TestToK8sResourceList`: canonical text, zero is unset, STORAGE and UNKNOWN are dropped."""
    amounts = {"CPU": "250m", "GPU": "1", "MEMORY": "1024Mi", "EPHEMERAL_STORAGE": "1024Mi", "STORAGE": "1Gi"}
    expected = {"cpu": "250m", "gpu": "1", "memory": "1Gi", "ephemeral-storage": "1Gi"}
    findings: list[object] = []
    assert to_resource_list(entries(amounts), "requests", findings) == expected  # type: ignore[arg-type]
    assert len(findings) == 1
    assert to_resource_list(entries({"CPU": "0", "MEMORY": "0Mi"})) == {}


@pytest.mark.parametrize("side", ["requests", "limits"])
def test_to_k8s_resource_list_with_a_bad_quantity(side: str) -> None:
    """`250x` is refused by the backend; the Pod is shown with it, and an error on its field."""
    amounts: dict[str, Any] = {side: {"CPU": "250x"}}
    built = build(container_spec(**amounts))
    assert built.spec["containers"][0]["resources"][side]["cpu"] == "250x"
    assert [(e.code.value, e.field) for e in built.errors] == [
        ("bad-quantity", f"spec.containers[0].resources.{side}.cpu")
    ]


def accelerator(device_class: str | None) -> dict[str, object]:
    """Return extended resources with a device class, in protobuf JSON."""
    chosen = {} if device_class is None else {"deviceClass": device_class}
    return {"gpuAccelerator": {"device": "x", **chosen}}


@pytest.mark.parametrize(
    ("device_class", "expected"),
    [
        (None, NVIDIA),
        ("NVIDIA_GPU", NVIDIA),
        ("GOOGLE_TPU", TPU),
        ("AMAZON_NEURON", "aws.amazon.com/neuron"),
        ("AMD_GPU", "amd.com/gpu"),
        ("HABANA_GAUDI", "habana.ai/gaudi"),
    ],
)
def test_sanitize_gpu_resource_requirements(device_class: str | None, expected: str) -> None:
    """Upstream `TestSanitizeGPUResourceRequirements`: each class counts under its own name."""
    spec = container_spec(requests={"GPU": "2"}, extendedResources=accelerator(device_class))
    requests, limits = resources_of(build(spec))
    assert requests[expected] == limits[expected] == "2"
    assert "gpu" not in requests


def test_get_accelerator_resource_name_falls_back_to_the_gpu_key() -> None:
    """Upstream `TestGetAcceleratorResourceName`: a class the cluster lacks counts as `gpu-resource-name`."""
    config = ClusterConfig(
        gpu_resource_name="x/gpu", accelerator_device_classes={"AMD_GPU": DeviceClass("amd.com/gpu")}
    )
    built = build(container_spec(requests={"GPU": "1"}, extendedResources=accelerator("GOOGLE_TPU")), config)
    assert resources_of(built)[0]["x/gpu"] == "1"
    assert "unknown-device-class" in codes(built)


def test_gpu_key_alone_has_no_effect_once_an_accelerator_is_named() -> None:
    """`gpu-resource-name` alone loses to the class's own name; `with_gpu_key` sets both."""
    spec = container_spec(requests={"GPU": "1"}, extendedResources=accelerator(None))
    assert NVIDIA in resources_of(build(spec, ClusterConfig(gpu_resource_name="amd.com/gpu")))[0]
    assert "amd.com/gpu" in resources_of(build(spec, ClusterConfig().with_gpu_key("amd.com/gpu")))[0]
    plain = container_spec(requests={"GPU": "1"})
    assert "amd.com/gpu" in resources_of(build(plain, ClusterConfig().with_gpu_key("amd.com/gpu")))[0]


def test_gpu_replaces_an_amount_under_the_same_key() -> None:
    """Upstream 'ensure gpu resource overriding works for tasks with pod templates'."""
    own = Requirements({"gpu": "4", NVIDIA: "2"}, {"gpu": "4"})
    rename_gpu(own, NVIDIA)
    assert own == Requirements({NVIDIA: "4"}, {NVIDIA: "4"})


R = Requirements


@pytest.mark.parametrize(
    ("case", "mode", "given", "ceilings", "expected"),
    [
        (
            "merge requests/limits for pod tasks - primary container",
            ResourceMode.MERGE,
            R({"cpu": "1", "memory": "2"}, {"cpu": "10"}),
            {"memory": "20"},
            R({"cpu": "1", "memory": "2"}, {"cpu": "10", "memory": "2"}),
        ),
        (
            "enforce merge requests/limits for pod tasks - values from task overrides",
            ResourceMode.MERGE,
            R({"cpu": "1", "memory": "2"}, {"cpu": "10", "memory": "200"}),
            {"memory": "20"},
            R({"cpu": "1", "memory": "2"}, {"cpu": "10", "memory": "20"}),
        ),
        (
            "enforce requests/limits for pod tasks - values from container",
            ResourceMode.MERGE,
            R({"cpu": "100", "memory": "2"}, {"cpu": "100"}),
            {"cpu": "10", "memory": "20"},
            R({"cpu": "10", "memory": "2"}, {"cpu": "10", "memory": "2"}),
        ),
        (
            "ValidateExistingResources",
            ResourceMode.ENSURE_IN_RANGE,
            R({"cpu": "100"}, {"cpu": "200"}),
            {"cpu": "10"},
            R({"cpu": "10", "memory": "0"}, {"cpu": "10", "memory": "0"}),
        ),
        (
            "override gpu: 1 translates to nvidia.com/gpu",
            ResourceMode.MERGE,
            R({NVIDIA: "1"}, {NVIDIA: "1"}),
            {},
            R({"cpu": "1", "memory": "1Gi", NVIDIA: "1"}, {"cpu": "1", "memory": "1Gi", NVIDIA: "1"}),
        ),
        (
            "override gpu: 1 with extended resources for TPU",
            ResourceMode.MERGE,
            R({TPU: "1"}, {}),
            {},
            R({"cpu": "1", "memory": "1Gi", TPU: "1"}, {"cpu": "1", "memory": "1Gi", TPU: "1"}),
        ),
        (
            "merge mode - override gpu on container with existing cpu/memory resources",
            ResourceMode.MERGE,
            R({"cpu": "2", "memory": "4Gi", NVIDIA: "4"}, {"cpu": "4", "memory": "8Gi", NVIDIA: "4"}),
            {},
            R({"cpu": "2", "memory": "4Gi", NVIDIA: "4"}, {"cpu": "4", "memory": "8Gi", NVIDIA: "4"}),
        ),
        (
            "TestApplyResourceOverrides_OverrideEphemeralStorage request",
            ResourceMode.MERGE,
            R({"ephemeral-storage": "1"}, {}),
            {},
            R(
                {"cpu": "1", "memory": "1Gi", "ephemeral-storage": "1"},
                {"cpu": "1", "memory": "1Gi", "ephemeral-storage": "1"},
            ),
        ),
        (
            "TestApplyResourceOverrides_OverrideEphemeralStorage limit",
            ResourceMode.MERGE,
            R({}, {"ephemeral-storage": "2"}),
            {},
            R(
                {"cpu": "1", "memory": "1Gi", "ephemeral-storage": "2"},
                {"cpu": "1", "memory": "1Gi", "ephemeral-storage": "2"},
            ),
        ),
        (
            "TestApplyResourceOverrides_OverrideEphemeralStorage both",
            ResourceMode.MERGE,
            R({"ephemeral-storage": "1"}, {"ephemeral-storage": "2"}),
            {},
            R(
                {"cpu": "1", "memory": "1Gi", "ephemeral-storage": "1"},
                {"cpu": "1", "memory": "1Gi", "ephemeral-storage": "2"},
            ),
        ),
        (
            "TestBuildSidecarResource_TaskType2 primary",
            ResourceMode.MERGE,
            R({"cpu": "1", "memory": "100Mi", NVIDIA: "1"}, {"cpu": "2048m", "memory": "200Mi", NVIDIA: "1"}),
            {},
            R({"cpu": "1", "memory": "100Mi", NVIDIA: "1"}, {"cpu": "2048m", "memory": "200Mi", NVIDIA: "1"}),
        ),
        (
            "TestBuildSidecarResource_TaskType2 secondary",
            ResourceMode.ENSURE_IN_RANGE,
            R({NVIDIA: "2"}, {NVIDIA: "2"}),
            {},
            R({"cpu": "0", "memory": "0", NVIDIA: "2"}, {"cpu": "0", "memory": "0", NVIDIA: "2"}),
        ),
        (
            "other extended resources pass untouched",
            ResourceMode.MERGE,
            R({"rdma/infiniband": "1"}, {"smarter-devices/fuse": "1"}),
            {},
            R(
                {"cpu": "1", "memory": "1Gi", "rdma/infiniband": "1"},
                {"cpu": "1", "memory": "1Gi", "smarter-devices/fuse": "1"},
            ),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_add_flyte_customizations_to_container_resources(
    case: str, mode: ResourceMode, given: Requirements, ceilings: dict[str, str], expected: Requirements
) -> None:
    """Upstream `TestAddFlyteCustomizationsToContainer_*`; the ceilings are the platform's, which open source lacks."""
    del case
    resolve(given, mode, DEFAULTS, [NVIDIA, TPU], ceilings)
    assert given == expected


SHORT = {
    "none": ({}, {}, {"cpu": ("1", "1"), "memory": ("1Gi", "1Gi")}),
    "cpu 500m": ({"CPU": "500m"}, {}, {"cpu": ("500m", "500m"), "memory": ("1Gi", "1Gi")}),
    "cpu (2, 1)": ({"CPU": "2"}, {"CPU": "1"}, {"cpu": ("1", "1"), "memory": ("1Gi", "1Gi")}),
    "memory range": ({"MEMORY": "1Gi"}, {"MEMORY": "2Gi"}, {"cpu": ("1", "1"), "memory": ("1Gi", "2Gi")}),
    "gpu 2": ({"GPU": "2"}, {}, {"cpu": ("1", "1"), "memory": ("1Gi", "1Gi"), NVIDIA: ("2", "2")}),
}


@pytest.mark.parametrize("name", SHORT)
def test_short_examples(name: str) -> None:
    """The short worked examples: SDK resources -> requests and limits of the primary container."""
    requests, limits, expected = SHORT[name]
    built = build(container_spec(requests=requests, limits=limits))
    got_requests, got_limits = resources_of(built)
    assert {key: (got_requests[key], got_limits[key]) for key in got_requests} == expected
    assert built.spec["affinity"] == {}
    assert "tolerations" not in built.spec


def test_configured_defaults_fill_in() -> None:
    """`default-cpus` and `default-memory` of the operator."""
    built = build(container_spec(), ClusterConfig(default_cpus="500m", default_memory="2Gi"))
    assert resources_of(built)[0] == {"cpu": "500m", "memory": "2Gi"}


def test_request_above_limit_is_lowered_with_a_warning() -> None:
    """The backend lowers it in silence."""
    built = build(container_spec(requests={"CPU": "2"}, limits={"CPU": "1"}))
    assert [(f.code.value, f.field) for f in built.findings] == [
        ("request-lowered-to-limit", "spec.containers[0].resources.requests.cpu")
    ]


@pytest.mark.parametrize(
    ("resources", "expected", "refused"),
    [
        ({}, {"requests": {"cpu": "0", "memory": "0"}, "limits": {"cpu": "0", "memory": "0"}}, []),
        (
            {"requests": {"cpu": "500m"}},
            {"requests": {"cpu": "500m", "memory": "0"}, "limits": {"cpu": "0", "memory": "0"}},
            ["spec.containers[1].resources.requests.cpu"],
        ),
        (
            {"requests": {"gpu": "1"}},
            {
                "requests": {"cpu": "0", "memory": "0", NVIDIA: "1"},
                "limits": {"cpu": "0", "memory": "0", NVIDIA: "0"},
            },
            ["spec.containers[1].resources.requests[nvidia.com/gpu]"],
        ),
    ],
)
def test_sidecars_get_explicit_zeros(resources: object, expected: object, refused: list[str]) -> None:
    """A side-car with requests alone gets zero limits, which the API server refuses: a warning and an error."""
    containers = [{"name": "primary", "image": "i"}, {"name": "side", "image": "busybox", "resources": resources}]
    built = build(pod_spec_task({"containers": containers}))
    assert built.spec["containers"][1]["resources"] == expected
    assert [finding.field for finding in built.errors] == refused
    assert ("zero-limit" in codes(built)) == bool(refused)


def test_the_tables_cover_every_device_class_of_the_idl() -> None:
    """A class that a newer flyteidl2 brings is noticed here."""
    known = {*ClusterConfig().accelerator_device_classes, "APPLE_SILICON"}
    assert set(tasks_pb2.GPUAccelerator.DeviceClass.keys()) <= known
