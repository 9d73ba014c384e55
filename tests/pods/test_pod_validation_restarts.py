"""What the API server refuses in restart policies of containers, their rules, and resize policies."""

from __future__ import annotations

from typing import Any

import pytest

from flytex_cli.pods.validation import validate_pod

from tests.pods.podkit import refusals  # isort: skip

C, INIT = "spec.containers[0]", "spec.initContainers[0]"
ON_3 = {"action": "Restart", "exitCodes": {"operator": "In", "values": [3]}}
PROBE = {"exec": {"command": ["a"]}}


def of(**fields: Any) -> dict[str, Any]:
    return {"containers": [{"name": "a", "image": "i", **fields}]}


def init(**fields: Any) -> dict[str, Any]:
    return {"initContainers": [{"name": "b", "image": "i", **fields}]}


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        (init(restartPolicy="Always"), []),
        (init(restartPolicy="Always", readinessProbe=PROBE, lifecycle={"preStop": PROBE}), []),
        (init(restartPolicy="Never"), [("needs-newer-kubernetes", f"{INIT}.restartPolicy")]),
        (of(restartPolicy="OnFailure"), [("needs-newer-kubernetes", f"{C}.restartPolicy")]),
        (of(restartPolicy="Sometimes"), [("bad-choice", f"{C}.restartPolicy")]),
        (init(restartPolicy="Sometimes"), [("bad-choice", f"{INIT}.restartPolicy")]),
        (
            init(restartPolicy="OnFailure", startupProbe=PROBE),
            [("needs-newer-kubernetes", f"{INIT}.restartPolicy"), ("bad-probe", f"{INIT}.startupProbe")],
        ),
    ],
)
def test_the_restart_policy_of_a_container(spec: dict[str, Any], found: list[tuple[str, str]]) -> None:
    """Only that of a side-car, an init container with Always, is older; it may have probes and a lifecycle."""
    assert refusals(spec) == found


NEWER = ("needs-newer-kubernetes", f"{C}.restartPolicyRules")
RULE = f"{C}.restartPolicyRules[0]"


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ([ON_3, ON_3], []),
        ([{"action": "RestartAllContainers", "exitCodes": {"operator": "NotIn", "values": [0]}}], []),
        ([ON_3] * 20, []),
        ([ON_3] * 21, [("bad-choice", f"{C}.restartPolicyRules")]),
        ([{**ON_3, "action": ""}], [("missing-field", f"{RULE}.action")]),
        ([{**ON_3, "action": "Stop"}], [("bad-choice", f"{RULE}.action")]),
        ([{"action": "Restart"}], [("missing-field", f"{RULE}.exitCodes")]),
        ([{"action": "Restart", "exitCodes": {}}], [("missing-field", f"{RULE}.exitCodes.operator")]),
        (
            [{"action": "Restart", "exitCodes": {"operator": "Equals"}}],
            [("bad-choice", f"{RULE}.exitCodes.operator")],
        ),
        ([{"action": "Restart", "exitCodes": {"operator": "In", "values": [1] * 255}}], []),
        (
            [{"action": "Restart", "exitCodes": {"operator": "In", "values": [1] * 256}}],
            [("bad-choice", f"{RULE}.exitCodes.values")],
        ),
    ],
)
def test_restart_rules(rules: list[Any], found: list[tuple[str, str]]) -> None:
    assert refusals(of(restartPolicy="Never", restartPolicyRules=rules)) == [NEWER, *found]


def test_restart_rules_need_a_policy_of_the_container() -> None:
    assert refusals({**of(restartPolicyRules=[ON_3]), "restartPolicy": "Never"}) == [
        ("missing-field", f"{C}.restartPolicy"),
        NEWER,
    ]


def test_which_kubernetes_has_which_rule() -> None:
    rules = [[ON_3], [{**ON_3, "action": "RestartAllContainers"}]]
    specs = [of(restartPolicy="Never", restartPolicyRules=own) for own in rules]
    found = [finding.message for spec in specs for finding in validate_pod({"metadata": {"name": "p"}, "spec": spec})]
    assert found == [
        f"needs Kubernetes {release} or newer: an older one refuses or ignores it" for release in ("1.35", "1.36")
    ]


RESIZE = f"{C}.resizePolicy"


@pytest.mark.parametrize(
    ("policies", "pod_policy", "found"),
    [
        ([("cpu", "NotRequired"), ("memory", "RestartContainer")], "Always", []),
        ([("cpu", "NotRequired")], "Never", []),
        ([("cpu", "NotRequired")] * 2, "Never", [("contradiction", f"{RESIZE}[1].resourceName")]),
        ([("nvidia.com/gpu", "NotRequired")], "Never", [("bad-choice", f"{RESIZE}[0].resourceName")]),
        ([("", "NotRequired")], "Never", [("missing-field", f"{RESIZE}[0].resourceName")]),
        ([("cpu", "")], "Never", [("missing-field", f"{RESIZE}[0].restartPolicy")]),
        ([("cpu", "Restart")], "OnFailure", [("bad-choice", f"{RESIZE}[0].restartPolicy")]),
        ([("memory", "RestartContainer")], "Never", [("contradiction", f"{RESIZE}[0].restartPolicy")]),
    ],
)
def test_resize_policies(policies: list[tuple[str, str]], pod_policy: str, found: list[tuple[str, str]]) -> None:
    given = [{"resourceName": name, "restartPolicy": policy} for name, policy in policies]
    assert refusals({**of(resizePolicy=given), "restartPolicy": pod_policy}) == found
