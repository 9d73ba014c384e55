"""What the API server refuses in Pods of Windows and of Linux."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pods.podkit import refusals

WINDOWS = {"os": {"name": "windows"}}
CONTEXT = "spec.containers[0].securityContext"


def container(name: str = "a", **fields: Any) -> dict[str, Any]:
    return {"name": name, "image": "i", **fields}


def of_windows(**options: Any) -> dict[str, Any]:
    return {"windowsOptions": options}


def test_a_good_pod_of_windows() -> None:
    """Paths of Windows have a colon; the host's processes need the host's network."""
    spec = {
        **WINDOWS,
        "hostNetwork": True,
        "securityContext": {**of_windows(hostProcess=True, runAsUserName="NT AUTHORITY\\SYSTEM"), "runAsNonRoot": True},
        "volumes": [{"name": "data"}],
        "containers": [
            container(
                volumeMounts=[{"name": "data", "mountPath": "C:\\data"}],
                lifecycle={"stopSignal": "SIGTERM"},
                securityContext=of_windows(hostProcess=True, gmsaCredentialSpecName="web", gmsaCredentialSpec="{}"),
            ),
            container("b"),
        ],
    }
    assert refusals(spec) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"hostUsers": True}, "hostUsers"),
        ({"hostPID": True}, "hostPID"),
        ({"hostIPC": True}, "hostIPC"),
        ({"shareProcessNamespace": False}, "shareProcessNamespace"),
        ({"resources": {"limits": {"cpu": "1"}}}, "resources"),
    ],
)
def test_what_only_a_linux_pod_has(changes: dict[str, Any], field: str) -> None:
    assert refusals(changes) == []
    assert refusals({**changes, **WINDOWS}) == [("contradiction", f"spec.{field}")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("appArmorProfile", {"type": "RuntimeDefault"}),
        ("seLinuxOptions", {"level": "s0"}),
        ("seccompProfile", {"type": "RuntimeDefault"}),
        ("fsGroup", 1),
        ("fsGroupChangePolicy", "Always"),
        ("sysctls", [{"name": "a.b", "value": "1"}]),
        ("runAsUser", 1),
        ("runAsGroup", 1),
        ("supplementalGroups", []),
        ("supplementalGroupsPolicy", "Merge"),
        ("seLinuxChangePolicy", "Recursive"),
    ],
)
def test_what_only_a_linux_security_context_has(field: str, value: Any) -> None:
    spec = {"securityContext": {field: value}}
    assert refusals(spec) == []
    assert refusals({**spec, **WINDOWS}) == [("contradiction", f"spec.securityContext.{field}")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("appArmorProfile", {"type": "RuntimeDefault"}),
        ("seLinuxOptions", {"level": "s0"}),
        ("seccompProfile", {"type": "RuntimeDefault"}),
        ("capabilities", {"drop": ["ALL"]}),
        ("readOnlyRootFilesystem", False),
        ("privileged", False),
        ("allowPrivilegeEscalation", True),
        ("procMount", "Default"),
        ("runAsUser", 1),
        ("runAsGroup", 1),
    ],
)
def test_what_only_a_linux_container_has(field: str, value: Any) -> None:
    spec = {"containers": [container(securityContext={field: value})]}
    assert refusals(spec) == []
    assert refusals({**spec, **WINDOWS}) == [("contradiction", f"{CONTEXT}.{field}")]


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        ({**WINDOWS, "hostPID": False, "securityContext": {"sysctls": []}}, []),
        ({"os": {}}, [("missing-field", "spec.os.name")]),
        ({"os": {"name": "plan9"}}, [("bad-choice", "spec.os.name")]),
        ({"securityContext": of_windows(runAsUserName="x")}, []),
        (
            {"os": {"name": "linux"}, "securityContext": of_windows(runAsUserName="x")},
            [("contradiction", "spec.securityContext.windowsOptions")],
        ),
        (
            {"os": {"name": "linux"}, "containers": [container(securityContext=of_windows())]},
            [("contradiction", f"{CONTEXT}.windowsOptions")],
        ),
        ({"os": {"name": "linux"}, "containers": [container(lifecycle={"stopSignal": "SIGUSR1"})]}, []),
        (
            {**WINDOWS, "containers": [container(lifecycle={"stopSignal": "SIGUSR1"})]},
            [("bad-choice", "spec.containers[0].lifecycle.stopSignal")],
        ),
    ],
)
def test_the_operating_system(spec: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert refusals(spec) == found


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("gmsaCredentialSpecName", "A", "bad-name"),
        ("gmsaCredentialSpec", "", "bad-security-context"),
        ("gmsaCredentialSpec", "x" * 65537, "bad-security-context"),
        ("runAsUserName", "", "bad-security-context"),
        ("runAsUserName", "a\\b\\c", "bad-security-context"),
        ("runAsUserName", "DOMAIN\\", "bad-security-context"),
        ("runAsUserName", "a b c d\te", "bad-security-context"),
        ("runAsUserName", "...", "bad-security-context"),
        ("runAsUserName", "a@b", "bad-security-context"),
        ("runAsUserName", "u" * 105, "bad-security-context"),
        ("runAsUserName", ".a*b\\user", "bad-security-context"),
        ("runAsUserName", "a." * 128 + "a\\user", "bad-security-context"),
        ("runAsUserName", "corp.example.com\\user", None),
        ("runAsUserName", "ContainerAdministrator", None),
        ("runAsUserName", "u" * 104, None),
    ],
)
def test_windows_options(field: str, value: str, code: str | None) -> None:
    found = [(code, f"spec.securityContext.windowsOptions.{field}")] if code else []
    assert refusals({"securityContext": of_windows(**{field: value})}) == found


PROCESS = "securityContext.windowsOptions.hostProcess"


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        ({"securityContext": of_windows(hostProcess=True)}, [("contradiction", "spec.hostNetwork")]),
        ({"securityContext": of_windows(hostProcess=False)}, []),
        (
            {
                "hostNetwork": True,
                "containers": [container(securityContext=of_windows(hostProcess=True)), container("b")],
            },
            [("contradiction", f"spec.containers[1].{PROCESS}")],
        ),
        (
            {
                "hostNetwork": True,
                "securityContext": of_windows(hostProcess=True),
                "initContainers": [container("b", securityContext=of_windows(hostProcess=False))],
            },
            [("contradiction", f"spec.initContainers[0].{PROCESS}")] * 2,
        ),
    ],
)
def test_processes_of_the_host(spec: dict[str, Any], found: list[tuple[str, str]]) -> None:
    """All containers are some, or none is, and they are on its network."""
    assert refusals(spec) == found
