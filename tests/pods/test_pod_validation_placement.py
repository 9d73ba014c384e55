"""What the API server refuses in what says where a Pod runs: affinity terms, spread, gates."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pods.podkit import refusals

TERM = "spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]"
SPREAD = "spec.topologySpreadConstraints[0]"


def near(**term: Any) -> dict[str, Any]:
    terms = [{"topologyKey": "zone", **term}]
    return {"affinity": {"podAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": terms}}}


def spread(**fields: Any) -> dict[str, Any]:
    own = {"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "ScheduleAnyway", **fields}
    return {"topologySpreadConstraints": [own]}


SELECTOR = {"labelSelector": {"matchExpressions": [{"key": "run", "operator": "Exists"}]}}


@pytest.mark.parametrize(("make", "path"), [(near, TERM), (spread, SPREAD)])
@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({**SELECTOR, "matchLabelKeys": ["team"]}, []),
        ({"matchLabelKeys": ["team"]}, [("contradiction", "matchLabelKeys")]),
        ({**SELECTOR, "matchLabelKeys": ["a b"]}, [("bad-topology", "matchLabelKeys[0]")]),
        ({**SELECTOR, "matchLabelKeys": ["run"]}, [("contradiction", "matchLabelKeys[0]")]),
        (
            {"labelSelector": {"matchExpressions": [{"key": "a", "operator": "In", "values": ["b", "c d"]}]}},
            [("bad-label", "labelSelector.matchExpressions[0].values[1]")],
        ),
    ],
)
def test_labels_of_terms(make: Any, path: str, fields: dict[str, Any], found: list[tuple[str, str]]) -> None:
    """The Pod has the label `run`, which a selector must not name beside `matchLabelKeys`."""
    expected = [(code, f"{path}.{field}") for code, field in found]
    assert refusals(make(**fields), {"labels": {"run": "r"}}) == expected


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"namespaces": ["flyte"]}, []),
        ({"namespaces": ["a.b"]}, [("bad-name", "namespaces[0]")]),
        ({**SELECTOR, "mismatchLabelKeys": ["run"]}, []),
        ({"mismatchLabelKeys": ["run"]}, [("contradiction", "mismatchLabelKeys")]),
        (
            {**SELECTOR, "matchLabelKeys": ["team"], "mismatchLabelKeys": ["team"]},
            [("contradiction", "matchLabelKeys[0]")],
        ),
    ],
)
def test_terms_of_affinity(fields: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert refusals(near(**fields)) == [(code, f"{TERM}.{field}") for code, field in found]


def test_a_node_affinity() -> None:
    """A preferred term may name values that no label has; a required one may not."""
    expressions = {"matchExpressions": [{"key": "gpu", "operator": "In", "values": ["T4 shared"]}]}
    preferred = [{"weight": 1, "preference": expressions}]
    assert (
        refusals({"affinity": {"nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": preferred}}}) == []
    )
    fields = {"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["No_de"]}]}
    required = {"nodeSelectorTerms": [expressions, fields]}
    path = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"
    assert refusals({"affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": required}}}) == [
        ("bad-node-affinity", f"{path}[0].matchExpressions[0].values"),
        ("bad-node-affinity", f"{path}[1].matchFields[0].values"),
    ]


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        ({"schedulingGates": [{"name": "a"}, {"name": "b/c"}]}, []),
        ({"schedulingGates": [{"name": "a"}, {"name": "a"}]}, [("bad-name", "spec.schedulingGates[1].name")]),
        ({"readinessGates": [{"conditionType": "a"}, {"conditionType": "a"}]}, []),
        ({"hostnameOverride": "a.b"}, []),
        ({"hostnameOverride": "a" * 65}, [("bad-name", "spec.hostnameOverride")]),
        ({"hostnameOverride": "a.b", "hostNetwork": True}, [("contradiction", "spec.hostnameOverride")]),
        ({"hostnameOverride": "a.b", "setHostnameAsFQDN": True}, [("contradiction", "spec.hostnameOverride")]),
    ],
)
def test_gates_and_hostnames(spec: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert refusals(spec) == found
