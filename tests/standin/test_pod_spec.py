"""`pod_spec_from_resources`, on every kubernetes client: quantities are strings, nothing crashes."""

from __future__ import annotations

from typing import Any

import pytest

import flytex_cli.standin as flyte
from flytex_cli.standin.extend import PRIMARY_CONTAINER_DEFAULT_NAME, pod_spec_from_resources

R = flyte.Resources

CASES: dict[str, tuple[Any, Any, Any]] = {
    "nothing": (None, None, {"requests": {}, "limits": {}}),
    "requests": (
        R(cpu="1", memory="4Gi"),
        None,
        {side: {"cpu": "1", "memory": "4Gi"} for side in ("requests", "limits")},
    ),
    "limits": (None, R(cpu="1"), {"requests": {"cpu": "1"}, "limits": {"cpu": "1"}}),
    "not merged": (R(cpu="1"), R(memory="4Gi"), {"requests": {"cpu": "1"}, "limits": {"memory": "4Gi"}}),
    "numbers": (
        R(cpu=1.5, gpu=2),
        R(cpu=2),
        {"requests": {"cpu": "1.5", "nvidia.com/gpu": "2"}, "limits": {"cpu": "2"}},
    ),
    "no gpu": (R(cpu="1", gpu=0), None, {"requests": {"cpu": "1"}, "limits": {"cpu": "1"}}),
    "device": (
        R(gpu=flyte.GPU("A100", 2, "1g.5gb")),
        None,
        {s: {"nvidia.com/gpu": "2"} for s in ("requests", "limits")},
    ),
    "disk": (R(disk="10Gi"), None, {side: {"ephemeral-storage": "10Gi"} for side in ("requests", "limits")}),
    "shm": (R(shm="auto"), None, {"requests": {}, "limits": {}}),
}


@pytest.mark.parametrize("case", CASES)
def test_resources_become_a_container(case):
    """One container with requests and limits, written as given."""
    requests, limits, expected = CASES[case]
    (container,) = pod_spec_from_resources(requests=requests, limits=limits).containers
    sides = {side: getattr(container.resources, side) or {} for side in ("requests", "limits")}
    assert container.name == PRIMARY_CONTAINER_DEFAULT_NAME
    assert sides == expected


def test_the_name_of_the_gpu_is_the_callers():
    """As is the container's."""
    spec = pod_spec_from_resources("main", R(gpu=flyte.TPU("V5P", "2x2x1")), None, "google.com/tpu")
    assert spec.containers[0].name == "main"
    assert spec.containers[0].resources.requests == {"google.com/tpu": "1"}


def test_ranges_are_refused():
    """A container has one request and one limit."""
    with pytest.raises(ValueError, match=r"\(1, 2\) can not be a list or tuple"):
        pod_spec_from_resources(requests=R(cpu=(1, 2)))
