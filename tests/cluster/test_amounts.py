"""What a Pod asks for as a whole."""

from __future__ import annotations

from typing import Any

from flytex_cli.cluster.amounts import LIMITS, REQUESTS, of_pod


def container(memory: str, **more: Any) -> dict[str, Any]:
    return {"resources": {"requests": {"memory": memory}}, **more}


def asked(spec: dict[str, Any], side: str = REQUESTS) -> dict[str, str]:
    return {name: str(quantity) for name, quantity in of_pod(spec, side).items()}


def test_containers_run_at_once_and_init_containers_before_them() -> None:
    assert asked({"containers": [container("1Gi"), container("2Gi")]}) == {"memory": "3Gi"}
    small, large = container("1Gi"), container("5Gi")
    assert asked({"containers": [container("3Gi")], "initContainers": [small, large]}) == {"memory": "5Gi"}
    assert asked({"containers": [container("3Gi")], "initContainers": [small]}) == {"memory": "3Gi"}


def test_a_sidecar_runs_beside_what_comes_after_it() -> None:
    sidecar = container("1Gi", restartPolicy="Always")
    spec = {"containers": [container("3Gi")], "initContainers": [sidecar, container("5Gi")]}
    assert asked(spec) == {"memory": "6Gi"}
    spec = {"containers": [container("3Gi")], "initContainers": [container("3500Mi"), sidecar]}
    assert asked(spec) == {"memory": "4Gi"}


def test_a_request_that_is_not_written_is_the_limit() -> None:
    spec = {"containers": [{"resources": {"limits": {"cpu": "2"}}}]}
    assert asked(spec) == {"cpu": "2"}
    assert asked({"containers": [container("1Gi")]}, LIMITS) == {}


def test_overhead_and_amounts_of_the_pod_itself() -> None:
    spec = {"containers": [container("1Gi")], "overhead": {"memory": "1Gi", "cpu": "250m"}}
    assert asked(spec) == {"memory": "2Gi", "cpu": "250m"}
    assert asked(spec, LIMITS) == {}
    assert asked({"containers": [container("1Gi")], "resources": {"requests": {"memory": "8Gi"}}}) == {"memory": "8Gi"}
