"""Pods of tasks that the real SDK serializes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pods.podkit import build, codes, primary_of, resources_of  # isort: skip

pytestmark = pytest.mark.sdk

NVIDIA = "nvidia.com/gpu"


def spec_of(**environment: Any) -> Any:
    """Serialize one task with the SDK."""
    import flyte
    from flyte.extras import serialize

    env = flyte.TaskEnvironment(name="e", image="python:3.12", **environment)

    @env.task
    async def t(x: int) -> int:
        return x

    return serialize(t)


@pytest.mark.parametrize(
    ("resources", "expected"),
    [
        ({}, {"cpu": ("1", "1"), "memory": ("1Gi", "1Gi")}),
        ({"cpu": "500m"}, {"cpu": ("500m", "500m"), "memory": ("1Gi", "1Gi")}),
        ({"cpu": (2, 1)}, {"cpu": ("1", "1"), "memory": ("1Gi", "1Gi")}),
        ({"memory": ("1Gi", "2Gi")}, {"cpu": ("1", "1"), "memory": ("1Gi", "2Gi")}),
        ({"gpu": 2}, {"cpu": ("1", "1"), "memory": ("1Gi", "1Gi"), NVIDIA: ("2", "2")}),
        ({"gpu": "A100:1"}, {"cpu": ("1", "1"), "memory": ("1Gi", "1Gi"), NVIDIA: ("1", "1")}),
    ],
)
def test_resources_as_the_sdk_writes_them(resources: dict[str, object], expected: dict[str, tuple[str, str]]) -> None:
    """SDK resources -> requests and limits of the primary container."""
    import flyte

    requests, limits = resources_of(build(spec_of(resources=flyte.Resources(**resources))))
    assert {key: (requests[key], limits[key]) for key in requests} == expected


def test_accelerators_and_shared_memory_as_the_sdk_writes_them() -> None:
    """Device names are mapped by the SDK already; `shm="auto"` has no size."""
    import flyte

    built = build(spec_of(resources=flyte.Resources(gpu="A100:1", shm="auto")))
    assert built.spec["tolerations"][0]["value"] == "nvidia-tesla-a100"
    assert built.spec["volumes"] == [{"name": "flyte-shm", "emptyDir": {"medium": "Memory", "sizeLimit": "0"}}]
    partition = build(spec_of(resources=flyte.Resources(gpu=flyte.GPU("A100", 2, "1g.5gb"))))
    assert [item["value"] for item in partition.spec["tolerations"]] == ["nvidia-tesla-a100", "1g.5gb"]
    tpu = build(spec_of(resources=flyte.Resources(gpu=flyte.TPU("V5P", "2x2x1"))))
    assert resources_of(tpu)[1]["google.com/tpu"] == "1"


def test_pod_templates_as_the_sdk_writes_them() -> None:
    """A PodTemplate object becomes a k8s_pod, and its side-car meets the zero limit."""
    import flyte
    from kubernetes.client import V1Container, V1PodSpec, V1ResourceRequirements

    side = V1Container(name="side", image="busybox", resources=V1ResourceRequirements(requests={"cpu": "500m"}))
    pod_spec = V1PodSpec(containers=[V1Container(name="primary"), side], termination_grace_period_seconds=30)
    template = flyte.PodTemplate(primary_container_name="primary", labels={"l": "v"}, pod_spec=pod_spec)
    built = build(spec_of(pod_template=template, env_vars={"A": "1"}))
    assert built.spec["terminationGracePeriodSeconds"] == 30
    assert built.pod["metadata"]["labels"]["l"] == "v"
    assert primary_of(built)["image"] == "python:3.12"
    assert primary_of(built)["env"][0] == {"name": "A", "value": "1"}
    assert codes(built) == ["zero-limit", "request-over-limit"]


def test_arguments_as_the_sdk_writes_them() -> None:
    """Every template of the SDK's command line is filled in, but those the SDK reads from the environment."""
    args = primary_of(build(spec_of()))["args"]
    assert args[args.index("--inputs") + 1].endswith("/rabc/inputs/inputs.pb")
    assert args[args.index("--prev-checkpoint") + 1] == '""'
    assert args[args.index("--run-start-time") + 1] == "1970-01-01T00:00:00Z"
    assert [arg for arg in args if "{{" in arg] == ["{{.runName}}", "{{.actionName}}"]
