"""Which nodes a Pod selects: labels, affinity, taints."""

from __future__ import annotations

import pytest

from flytex_cli.cluster.selecting import REQUIRED, matches, unmet_affinity, unmet_label, untolerated

LABELS = {"zone": "a", "cores": "16"}


@pytest.mark.parametrize(
    ("key", "operator", "values", "met"),
    [
        ("zone", "In", ["a", "b"], True),
        ("zone", "In", ["b"], False),
        ("rack", "In", ["a"], False),
        ("zone", "NotIn", ["b"], True),
        ("zone", "NotIn", ["a"], False),
        ("rack", "NotIn", ["a"], True),
        ("zone", "Exists", None, True),
        ("rack", "Exists", None, False),
        ("rack", "DoesNotExist", None, True),
        ("zone", "DoesNotExist", None, False),
        ("cores", "Gt", ["8"], True),
        ("cores", "Gt", ["16"], False),
        ("cores", "Lt", ["32"], True),
        ("cores", "Lt", ["16"], False),
        ("zone", "Gt", ["8"], False),
        ("rack", "Lt", ["8"], False),
    ],
)
def test_operators_of_a_requirement(key: str, operator: str, values: list[str] | None, met: bool) -> None:
    assert matches({"key": key, "operator": operator, "values": values}, LABELS) is met


def test_node_selector() -> None:
    assert unmet_label({"nodeSelector": {"zone": "a"}}, LABELS) is None
    assert unmet_label({"nodeSelector": {"zone": "b"}}, LABELS) == "zone=b"
    assert unmet_label({}, LABELS) is None


def test_terms_are_alternatives_and_an_empty_one_selects_nothing() -> None:
    def unmet(*terms: object) -> str | None:
        return unmet_affinity({"affinity": {"nodeAffinity": {REQUIRED: {"nodeSelectorTerms": terms}}}}, LABELS, "one")

    wrong = {"matchExpressions": [{"key": "zone", "operator": "In", "values": ["b", "c"]}]}
    right = {"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["one"]}]}
    assert unmet(wrong) == "zone In b, c"
    assert unmet(wrong, right) is None
    assert unmet({}) == "an empty term, which no node meets"
    assert unmet_affinity({"affinity": {}}, LABELS, "one") is None


TAINT = {"key": "gpu", "value": "a100", "effect": "NoSchedule"}


@pytest.mark.parametrize(
    ("toleration", "tolerated"),
    [
        ({"key": "gpu", "operator": "Exists"}, True),
        ({"operator": "Exists"}, True),
        ({"key": "gpu", "value": "a100"}, True),
        ({"key": "gpu", "operator": "Equal", "value": "a100", "effect": "NoSchedule"}, True),
        ({"key": "gpu", "value": "l4"}, False),
        ({"key": "gpu"}, False),
        ({"key": "tpu", "operator": "Exists"}, False),
        ({"key": "gpu", "operator": "Exists", "effect": "NoExecute"}, False),
        ({"value": "a100"}, False),
    ],
)
def test_tolerations(toleration: dict[str, str], tolerated: bool) -> None:
    expected = None if tolerated else "gpu=a100:NoSchedule"
    assert untolerated({"tolerations": [toleration]}, [TAINT]) == expected


def test_taints_that_keep_nothing_away_for_ever() -> None:
    """Those of preference, and those that Kubernetes takes away again."""
    passing = {"key": "node.kubernetes.io/unschedulable", "effect": "NoSchedule"}
    assert untolerated({}, [{**TAINT, "effect": "PreferNoSchedule"}, passing]) is None
