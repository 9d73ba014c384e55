"""Files of objects: what is read of them, and what is told of odd ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from flytex_cli.cluster.amounts import to_amounts
from flytex_cli.cluster.inventory import read_inventory
from flytex_cli.errors import UsageError


def node(**fields: Any) -> dict[str, Any]:
    return {"kind": "Node", "metadata": {"name": "a"}, **fields}


def quota(**fields: Any) -> dict[str, Any]:
    return {"kind": "ResourceQuota", "metadata": {"name": "q"}, "spec": fields}


def limits(*items: Any) -> dict[str, Any]:
    return {"kind": "LimitRange", "metadata": {"name": "l"}, "spec": {"limits": list(items)}}


def told(folder: Path, text: str) -> str:
    file = folder / "objects.json"
    file.write_text(text)
    with pytest.raises(UsageError) as raised:
        read_inventory([file], "objects")
    return raised.value.message.replace(f"{folder}/", "")


ODD = [
    ({"kind": "List", "items": {}}, "List: items: {} is not a list"),
    ({"kind": "NodeList"}, "NodeList: items: None is not a list"),
    ({"kind": "List", "items": ["x"]}, "an object of kind None says nothing of Pods"),
    ({"kind": ["Node"]}, "an object of kind ['Node'] says nothing of Pods"),
    ({"kind": "Node"}, "an object of kind 'Node' has no metadata.name"),
    ({"kind": "Node", "metadata": {"name": 3}}, "an object of kind 'Node' has no metadata.name"),
    ({"kind": "Node", "metadata": ["a"]}, "Node: metadata: ['a'] is not a mapping"),
    (
        {"kind": "PodTemplate", "metadata": {"name": "t", "namespace": ["a"]}},
        "PodTemplate 't': metadata.namespace: ['a'] is not text",
    ),
    (node(metadata={"name": "a", "labels": ["b"]}), "Node 'a': metadata.labels: ['b'] is not a mapping"),
    (node(spec="b"), "Node 'a': spec: 'b' is not a mapping"),
    (node(spec={"taints": {"key": "b"}}), "Node 'a': spec.taints: {'key': 'b'} is not a list"),
    (node(spec={"taints": ["b"]}), "Node 'a': spec.taints[0]: 'b' is not a mapping"),
    (node(status=[]), "Node 'a': status: [] is not a mapping"),
    (node(status={"allocatable": ["cpu"]}), "Node 'a': status.allocatable: ['cpu'] is not a mapping"),
    (
        node(status={"allocatable": {"cpu": "many"}}),
        "Node 'a': status.allocatable.cpu: 'many' is not a Kubernetes quantity",
    ),
    (node(status={"allocatable": {"cpu": "-4"}}), "Node 'a': status.allocatable.cpu: '-4' is negative"),
    (
        node(status={"allocatable": {"cpu": True}}),
        "Node 'a': status.allocatable.cpu: 'True' is not a Kubernetes quantity",
    ),
    (
        node(status={"allocatable": {"cpu": "1e999999999"}}),
        "Node 'a': status.allocatable.cpu: the quantity '1e999999999' is out of range",
    ),
    (quota(hard=["pods"]), "ResourceQuota 'q': spec.hard: ['pods'] is not a mapping"),
    (quota(scopes="Terminating"), "ResourceQuota 'q': spec.scopes: 'Terminating' is not a list"),
    (
        quota(scopeSelector={"matchExpressions": [3]}),
        "ResourceQuota 'q': spec.scopeSelector.matchExpressions[0]: 3 is not a mapping",
    ),
    (
        quota(scopeSelector={"matchExpressions": [{"values": "a"}]}),
        "ResourceQuota 'q': spec.scopeSelector.matchExpressions[0].values: 'a' is not a list",
    ),
    (limits("Container"), "LimitRange 'l': spec.limits[0]: 'Container' is not a mapping"),
    (limits({}, {"max": ["cpu"]}), "LimitRange 'l': spec.limits[1].max: ['cpu'] is not a mapping"),
    (limits({"min": {"cpu": ""}}), "LimitRange 'l': spec.limits[0].min.cpu: '' is not a Kubernetes quantity"),
]


@pytest.mark.parametrize(("document", "said"), ODD, ids=[said for _, said in ODD])
def test_an_odd_object_is_told_with_file_name_and_field(document: object, said: str, tmp_path: Path) -> None:
    assert told(tmp_path, json.dumps(document)) == f"objects.json: {said}"


@pytest.mark.parametrize("text", ["", "null", "---\n"])
def test_a_file_of_nothing_is_no_empty_cluster(text: str, tmp_path: Path) -> None:
    """As a redirection leaves it when `kubectl` fails."""
    assert told(tmp_path, text) == "objects: objects.json has nothing in it"


def test_lists_may_hold_lists_and_amounts_may_be_numbers(tmp_path: Path) -> None:
    """Also those that Kubernetes writes with an exponent; a null is as if the field were not there."""
    amounts = {"cpu": 8, "memory": 1e3, "ephemeral-storage": "1e3", "nvidia.com/gpu": "100m"}
    inner = {
        "kind": "NodeList",
        "items": [{"metadata": {"name": "a", "labels": None}, "status": {"allocatable": amounts}}],
    }
    file = tmp_path / "objects.json"
    file.write_text(json.dumps({"kind": "List", "items": [{"kind": "List", "items": [inner]}]}))
    (only,) = read_inventory([file], "objects").of("Node")
    assert {name: str(each) for name, each in to_amounts(only["status"]["allocatable"]).items()} == {
        "cpu": "8",
        "memory": "1k",
        "ephemeral-storage": "1e3",
        "nvidia.com/gpu": "100m",
    }
