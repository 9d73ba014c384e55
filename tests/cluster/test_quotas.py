"""Quotas and their scopes, limit ranges and their defaults."""

from __future__ import annotations

from typing import Any

import pytest

from flytex_cli.cluster.limit_ranges import out_of_range
from flytex_cli.cluster.quotas import over_quota

POD = {"containers": [{"name": "main", "resources": {"requests": {"cpu": "2"}, "limits": {"cpu": "4"}}}]}


def quota(hard: dict[str, str], **spec: Any) -> dict[str, Any]:
    return {"metadata": {"name": "team"}, "spec": {"hard": hard, **spec}}


def over(pod: dict[str, Any], quota: dict[str, Any], count: int = 1) -> list[str]:
    return [f"{each.resource} {each.asked} > {each.hard}" for each in over_quota([(pod, count)], [quota])]


@pytest.mark.parametrize(
    ("hard", "found"),
    [
        ({"cpu": "1"}, ["cpu 6 > 1"]),
        ({"requests.cpu": "6"}, []),
        ({"requests.cpu": "5"}, ["requests.cpu 6 > 5"]),
        ({"limits.cpu": "11"}, ["limits.cpu 12 > 11"]),
        ({"pods": "2", "count/pods": "3"}, ["pods 3 > 2"]),
        ({"requests.nvidia.com/gpu": "0", "services": "0"}, []),
    ],
)
def test_what_three_pods_ask_for(hard: dict[str, str], found: list[str]) -> None:
    assert over(POD, quota(hard), 3) == found


@pytest.mark.parametrize(
    ("pod", "scopes", "counted"),
    [
        ({}, ["NotTerminating", "NotBestEffort"], True),
        ({}, ["Terminating"], False),
        ({"activeDeadlineSeconds": 9}, ["Terminating"], True),
        ({"containers": [{}]}, ["BestEffort"], True),
        ({}, ["BestEffort"], False),
        ({"priorityClassName": "high"}, ["PriorityClass"], True),
        ({}, ["PriorityClass"], False),
        ({}, ["VolumeAttributesClass"], False),
    ],
)
def test_scopes(pod: dict[str, Any], scopes: list[str], counted: bool) -> None:
    assert over({**POD, **pod}, quota({"pods": "0"}, scopes=scopes)) == (["pods 1 > 0"] if counted else [])


def test_a_scope_of_some_priority_classes() -> None:
    selector = {"matchExpressions": [{"scopeName": "PriorityClass", "operator": "In", "values": ["high"]}]}
    for name, found in (("high", ["pods 1 > 0"]), ("low", [])):
        assert over({**POD, "priorityClassName": name}, quota({"pods": "0"}, scopeSelector=selector)) == found


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ({"max": {"cpu": "4"}, "min": {"cpu": "2"}}, []),
        ({"max": {"cpu": "3"}}, ["main asks for 4 of cpu, over the maximum of 3"]),
        ({"min": {"cpu": "3"}}, ["main asks for 2 of cpu, below the minimum of 3"]),
        (
            {"maxLimitRequestRatio": {"cpu": "1.5"}},
            ["main has the limit 4 of cpu for a request of 2, more than 1.5 times as much"],
        ),
        ({"max": {"memory": "1Gi"}}, []),
        (
            {"max": {"memory": "1Gi"}, "default": {"memory": "2Gi"}},
            ["main asks for 2Gi of memory, over the maximum of 1Gi"],
        ),
    ],
)
def test_what_a_container_may_ask_for(item: dict[str, Any], found: list[str]) -> None:
    """What is not written gets the range's default, which is its maximum unless it says otherwise."""
    ranges = [{"metadata": {"name": "sizes"}, "spec": {"limits": [{"type": "Container", **item}]}}]
    assert [f"{each.container} {each.message}" for each in out_of_range(POD, ranges)] == found


def test_what_a_pod_may_ask_for() -> None:
    """Nothing is filled in for a Pod."""
    item = {"type": "Pod", "max": {"cpu": "3", "memory": "1Gi"}}
    ranges = [{"metadata": {"name": "sizes"}, "spec": {"limits": [item, {"type": "PersistentVolumeClaim"}]}}]
    assert [each.message for each in out_of_range(POD, ranges)] == [
        "asks for 4 of cpu, over the maximum of 3",
        "has no limit of memory, and 1Gi is the maximum",
    ]
